"""Invented names, as mixed as those of any French school.

Family and given names are drawn apart and joined by chance: nobody real is meant.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Origin:
    """Names that go together; ``weight`` is how often a family bears them."""

    weight: int
    families: tuple[str, ...]
    girls: tuple[str, ...]
    boys: tuple[str, ...]
    women: tuple[str, ...]
    men: tuple[str, ...]


def _pool(names: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in names.split(","))


FRENCH = Origin(
    weight=9,
    families=_pool(
        "Marchand, Lefèvre, Garnier, Chevallier, Roussel, Perrin, Dumas, Fontaine, Lacroix, "
        "Berthelot, Noël, Gauthier, Lemaître, Besançon, D’Hérouville, Saint-Aubin, Maçon, Lœwen"
    ),
    girls=_pool(
        "Léa, Manon, Chloé, Zoé, Jade, Louise, Anaïs, Clémence, Héloïse, Maëlle, Agathe, Océane"
    ),
    boys=_pool(
        "Hugo, Lucas, Noé, Théo, Jules, Gabriel, Raphaël, Côme, Maxime, Loïc, Eliott, François"
    ),
    women=_pool(
        "Sophie, Claire, Nathalie, Céline, Hélène, Aurélie, Stéphanie, Laëtitia, Anne-Cécile"
    ),
    men=_pool("Thomas, Nicolas, Frédéric, Jérôme, Sébastien, Benoît, Cédric, Jean-Loup, Étienne"),
)
BRETON = Origin(
    weight=2,
    families=_pool("Le Goff, Kerdoncuff, Guivarc’h, Le Bihan, Quéméneur, Tanguy, Abgrall"),
    girls=_pool("Nolwenn, Gwenaëlle, Maëlys, Enora, Soazig, Rozenn"),
    boys=_pool("Titouan, Ewen, Malo, Yann, Fañch, Brieuc"),
    women=_pool("Gaëlle, Morgane, Annaïg, Katell, Solenn"),
    men=_pool("Erwan, Gwénolé, Ronan, Tugdual, Hervé"),
)
NORTH_AFRICAN = Origin(
    weight=5,
    families=_pool(
        "Benali, Haddad, Cherif, Boukhelifa, Aït Ouali, El Idrissi, Ben Salah, Mansouri, Ziani, "
        "Trabelsi, Belkacem, Ould Ahmed"
    ),
    girls=_pool("Inaya, Sirine, Lina, Nour, Assia, Kenza, Yasmine, Maïssa, Rania"),
    boys=_pool("Rayan, Ilyès, Naïm, Amine, Sofiane, Anis, Wassim, Zakaria, Idris"),
    women=_pool("Fatiha, Samira, Naïma, Karima, Leïla, Houria, Malika, Nadia"),
    men=_pool("Karim, Mourad, Rachid, Nabil, Hakim, Samir, Abdelkader, Yacine"),
)
ARABIC_SCRIPT = Origin(
    weight=1,
    families=_pool("الخطيب, حداد, بن يوسف, المصري, الشامي"),
    girls=_pool("ليلى, مريم, هدى, ريم"),
    boys=_pool("يوسف, آدم, عمر, إبراهيم"),
    women=_pool("فاطمة, زينب, رنا, سعاد"),
    men=_pool("خالد, محمود, سامي, طارق"),
)
PORTUGUESE = Origin(
    weight=3,
    families=_pool(
        "Ferreira, Gonçalves, da Conceição, Magalhães, dos Santos, Simões, Guimarães, Araújo"
    ),
    girls=_pool("Inês, Beatriz, Leonor, Lúcia, Matilde"),
    boys=_pool("Tiago, João, Rúben, Simão, Duarte"),
    women=_pool("Conceição, Fátima, Graça, Lurdes, Sónia"),
    men=_pool("António, Luís, Álvaro, Joaquim, Sérgio"),
)
TURKISH = Origin(
    weight=2,
    families=_pool("Yıldız, Öztürk, Şahin, Çelik, Güneş, Aydoğan, Koçak"),
    girls=_pool("Elif, Zeynep, Ayşe, Defne, İpek"),
    boys=_pool("Emre, Yiğit, Kağan, Ömer, Çınar"),
    women=_pool("Gülşen, Hatice, Nurcan, Özlem, Sevgi"),
    men=_pool("Mehmet, İbrahim, Uğur, Oğuz, Süleyman"),
)
WEST_AFRICAN = Origin(
    weight=4,
    families=_pool(
        "Diallo, Traoré, Koné, N’Diaye, Coulibaly, Sissoko, Kouassi, Touré, Mbaye, Ouédraogo"
    ),
    girls=_pool("Aïssatou, Fatoumata, Awa, Mariam, Khady, Adjoua, Bintou"),
    boys=_pool("Mamadou, Ibrahima, Moussa, Kouamé, Ousmane, Seydou, Cheikh"),
    women=_pool("Aminata, Ramata, Oumou, Djénéba, Coumba, Akissi"),
    men=_pool("Boubacar, Lamine, Souleymane, Yao, Modibo, Abdoulaye"),
)
POLISH = Origin(
    weight=2,
    families=_pool("Kowalczyk, Wiśniewski, Zieliński, Dąbrowski, Łukasiewicz, Piątek"),
    girls=_pool("Zofia, Małgorzata, Hanna, Łucja, Oliwia"),
    boys=_pool("Kacper, Łukasz, Michał, Wojciech, Szymon"),
    women=_pool("Agnieszka, Bożena, Ewa, Katarzyna, Grażyna"),
    men=_pool("Paweł, Krzysztof, Marek, Zbigniew, Grzegorz"),
)
VIETNAMESE = Origin(
    weight=2,
    families=_pool("Trần, Lê, Phạm, Huỳnh, Vũ, Đặng"),
    girls=_pool("Ngọc Ánh, Thùy Linh, Mai Anh, Khánh Vy"),
    boys=_pool("Minh Quân, Đức Anh, Hoàng Nam, Tuấn Kiệt"),
    women=_pool("Thị Hồng, Thanh Thủy, Kim Oanh, Mỹ Duyên"),
    men=_pool("Văn Hùng, Quốc Việt, Hữu Phước, Đình Sơn"),
)

ORIGINS = (
    FRENCH,
    BRETON,
    NORTH_AFRICAN,
    ARABIC_SCRIPT,
    PORTUGUESE,
    TURKISH,
    WEST_AFRICAN,
    POLISH,
    VIETNAMESE,
)
