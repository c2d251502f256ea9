"""The headers of the OneRoster 1.2 files the demonstration writes, in their official order."""


def _header(names: str) -> tuple[str, ...]:
    return ("sourcedId", "status", "dateLastModified", *names.split())


COLUMNS: dict[str, tuple[str, ...]] = {
    "academicSessions": _header("title type startDate endDate parentSourcedId schoolYear"),
    "orgs": _header("name type identifier parentSourcedId"),
    "courses": _header(
        "schoolYearSourcedId title courseCode grades orgSourcedId subjects subjectCodes"
    ),
    "classes": _header(
        "title grades courseSourcedId classCode classType location schoolSourcedId"
        " termSourcedIds subjects subjectCodes periods"
    ),
    "users": _header(
        "enabledUser username userIds givenName familyName middleName identifier email sms phone"
        " agentSourcedIds grades password userMasterIdentifier preferredGivenName"
        " preferredMiddleName preferredFamilyName primaryOrgSourcedId pronouns"
    ),
    "roles": _header(
        "userSourcedId roleType role beginDate endDate orgSourcedId userProfileSourcedId"
    ),
    "enrollments": _header(
        "classSourcedId schoolSourcedId userSourcedId role primary beginDate endDate"
    ),
    "demographics": _header(
        "birthDate sex americanIndianOrAlaskaNative asian blackOrAfricanAmerican"
        " nativeHawaiianOrOtherPacificIslander white demographicRaceTwoOrMoreRaces"
        " hispanicOrLatinoEthnicity countryOfBirthCode stateOfBirthAbbreviation cityOfBirth"
        " publicSchoolResidenceStatus"
    ),
    "categories": _header("title weight"),
    "lineItems": _header(
        "title description assignDate dueDate classSourcedId categorySourcedId"
        " academicSessionSourcedId resultValueMin resultValueMax schoolSourcedId"
    ),
    "results": _header(
        "lineItemSourcedId studentSourcedId scoreStatus score scoreDate comment textScore"
        " classSourcedId inProgress incomplete late missing"
    ),
}

ABSENT_FILES = (
    "classResources",
    "courseResources",
    "lineItemLearningObjectiveIds",
    "lineItemScoreScales",
    "resources",
    "resultLearningObjectiveIds",
    "resultScoreScales",
    "scoreScales",
    "userProfiles",
    "userResources",
)
