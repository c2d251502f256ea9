// What axe-core does not measure: the size of letters and targets, room between them, what is cut
// off, what leaves the screen, which words are in another language than the page says.
(law) => {
  const TARGETS = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]'
  const LATIN_WORDS = /[A-Za-zÀ-ÿŒœ]{2,}/g
  const ARABIC_WORDS = /[\u0600-\u06FF]{2,}/g
  const count = (words, of) => (words.match(of) ?? []).length
  const style = element => getComputedStyle(element)
  const isShown = element => element.checkVisibility({ visibilityProperty: true, opacityProperty: true })
  // The link that leaps to the content waits above the screen until the Tab key calls it.
  const isAway = box => box.bottom <= -window.scrollY || box.width * box.height <= 1
  // Said to a screen reader only.
  const isUnseen = element => {
    for (let one = element; one; one = one.parentElement) if (one.clientHeight === 1 && style(one).overflow === 'hidden') return true
    return false
  }
  const say = element => `<${element.tagName.toLowerCase()} class="${element.getAttribute('class') ?? ''}"> « ${(element.innerText ?? element.value ?? '').replace(/\s+/g, ' ').trim().slice(0, 60)} »`
  const boxOf = text => {
    const range = document.createRange()
    range.selectNodeContents(text)
    return range.getBoundingClientRect()
  }
  const texts = isTaken => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const found = []
    while (walker.nextNode()) if (walker.currentNode.data.trim() && isTaken(walker.currentNode.parentElement)) found.push(walker.currentNode)
    return found
  }
  const shownTexts = () => texts(element => isShown(element) && !isUnseen(element)).filter(text => !isAway(boxOf(text)))
  const targets = () => [...document.querySelectorAll(TARGETS)].filter(isShown).map(element => {
    const boxes = [element, ...(/^(radio|checkbox)$/.test(element.type) ? element.labels : [])]
      .map(one => one.getBoundingClientRect())
    const left = Math.min(...boxes.map(box => box.left)), top = Math.min(...boxes.map(box => box.top))
    const right = Math.max(...boxes.map(box => box.right)), bottom = Math.max(...boxes.map(box => box.bottom))
    return { element, left, top, right, bottom, width: right - left, height: bottom - top }
  })
  const bar = element => {
    for (let one = element; one; one = one.parentElement) if (/sticky|fixed/.test(style(one).position)) return one
    return null
  }

  const smallTexts = () => [
    ...shownTexts().map(text => text.parentElement),
    ...[...document.querySelectorAll('input:not([type=hidden]):not([type=radio]):not([type=checkbox]), select, textarea')].filter(isShown),
  ].filter(element => parseFloat(style(element).fontSize) < law.text)
    .map(element => `${say(element)} ${style(element).fontSize}`)

  const smallTargets = () => targets().filter(one => {
    const isKey = /^[0-9]$/.test((one.element.innerText ?? '').trim()) && one.element.tagName === 'BUTTON'
    const least = isKey ? law.key : law.target
    return one.width < least - .5 || one.height < least - .5
  }).map(one => `${say(one.element)} ${Math.round(one.width)}×${Math.round(one.height)}`)

  const closeTargets = () => {
    const all = targets().filter(one => !isAway(one))
    return all.flatMap((one, place) => all.slice(place + 1)
      .filter(other => !one.element.contains(other.element) && !other.element.contains(one.element))
      .filter(other => bar(one.element) === bar(other.element))
      .filter(other => Math.max(
        Math.max(one.left, other.left) - Math.min(one.right, other.right),
        Math.max(one.top, other.top) - Math.min(one.bottom, other.bottom),
      ) < law.gap - .5)
      .map(other => `${say(one.element)} and ${say(other.element)}`))
  }

  const leavesTheScreen = () => {
    const width = document.documentElement.clientWidth
    if (document.scrollingElement.scrollWidth <= width) return []
    const guilty = [...document.body.querySelectorAll('*')].filter(isShown)
      .filter(element => element.getBoundingClientRect().right > width + .5 || element.getBoundingClientRect().left < -.5)
    return [`${document.scrollingElement.scrollWidth} > ${width}`, ...guilty.map(say)]
  }

  const cutOff = () => {
    const own = element => [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim())
    const overflows = element => element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1
    const isBox = element => style(element).overflow !== 'visible' || parseFloat(style(element).borderBlockStartWidth) > 0
    const boxes = [...document.body.querySelectorAll('*')].filter(isShown)
      .filter(element => style(element).display !== 'inline' && !isAway(element.getBoundingClientRect()))
      .filter(element => !element.matches('iframe, input') && !element.ownerSVGElement && !isUnseen(element))
    const cut = boxes.filter(element => (isBox(element) || own(element)) && element.clientWidth && overflows(element))
    const width = document.documentElement.clientWidth
    const gone = shownTexts()
      .filter(text => boxOf(text).left < -1 || boxOf(text).right > width + 1)
    return [...cut.map(say), ...gone.map(text => `beside the screen: ${text.data.trim()}`)]
  }

  const wordsOfAnotherLanguage = () => {
    const language = document.documentElement.lang
    // WCAG 3.1.2 leaves out names and terms: a few within a sentence of the page's language.
    const isForeign = (element, words) => count(words, LATIN_WORDS) > count(words, ARABIC_WORDS)
      && (element.closest('[lang]')?.lang ?? '') === language && !element.closest('bdi')
    const named = [...document.querySelectorAll('[aria-label], [title], [alt], [placeholder]')]
    return [
      ...texts(isShown).filter(text => isForeign(text.parentElement, text.data)).map(text => text.data.trim()),
      ...named.flatMap(element => ['aria-label', 'title', 'alt', 'placeholder']
        .map(name => element.getAttribute(name)).filter(words => words && isForeign(element, words))),
    ]
  }

  const edgeless = () => [...document.querySelectorAll(`${TARGETS}, .card`)].filter(isShown).filter(element => {
    const its = style(element)
    const edges = ['Top', 'Right', 'Bottom', 'Left'].map(side => its[`border${side}Style`] !== 'none' && parseFloat(its[`border${side}Width`]) >= 1)
    const isUnderlined = element.matches('a') && its.textDecorationLine.includes('underline')
    return !edges.every(Boolean) && !isUnderlined && !/^(radio|checkbox)$/.test(element.type)
  }).map(say)

  return {
    language: document.documentElement.lang,
    direction: document.documentElement.dir,
    small_texts: smallTexts(),
    small_targets: smallTargets(),
    close_targets: closeTargets(),
    leaves_the_screen: leavesTheScreen(),
    cut_off: cutOff(),
    words_of_another_language: wordsOfAnotherLanguage(),
    edgeless: edgeless(),
  }
}
