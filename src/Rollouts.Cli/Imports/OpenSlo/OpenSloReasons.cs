namespace Rollouts.Cli.Imports.OpenSlo;

/// <summary>The reasons for keys of OpenSLO that have no counterpart in a plan.</summary>
internal static class OpenSloReasons
{
    private const string Words = "words for people; they stay in the objective";

    public static IReadOnlyDictionary<string, (LossKind Kind, string Reason)> All { get; } =
        new Dictionary<string, (LossKind, string)>(StringComparer.Ordinal)
        {
            ["apiVersion"] = (LossKind.Left, "the version of the file's own form"),
            ["metadata.labels"] = (LossKind.Left, Words),
            ["metadata.annotations"] = (LossKind.Left, Words),
            ["displayName"] = (LossKind.Left, Words),
            ["description"] = (LossKind.Left, Words),
            ["metricSourceRef"] = (LossKind.Left, "sources are connections that an administrator makes"),
            ["connectionDetails"] = (LossKind.Left, "sources are connections that an administrator makes"),
            ["timeWindow"] = (LossKind.Lost, "a release is judged while it goes out, and not over weeks"),
            ["budgetingMethod"] = (LossKind.Lost, "a release is judged while it goes out, and not over weeks"),
            ["alertPolicies"] = (LossKind.Lost, "name an alert in rollBackOn: { alerts: [...] }"),
            ["timeSliceTarget"] = (LossKind.Lost, "a release is judged while it goes out, and not in slices"),
            ["timeSliceWindow"] = (LossKind.Lost, "a release is judged while it goes out, and not in slices"),
            ["compositeWeight"] = (LossKind.Lost, "each check stands alone"),
        };
}
