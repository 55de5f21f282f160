namespace Rollouts.Cli.Imports.Kayenta;

/// <summary>The reasons for keys of a canary configuration that have no counterpart in a plan.</summary>
internal static class KayentaReasons
{
    private const string Kept = "the server keeps it by its own name and version";

    private const string Pipeline = "the pipeline stays as it is; start the rollout from it with 'rollouts start'";

    public static IReadOnlyDictionary<string, (LossKind Kind, string Reason)> All { get; } =
        new Dictionary<string, (LossKind, string)>(StringComparer.Ordinal)
        {
            ["id"] = (LossKind.Left, Kept),
            ["description"] = (LossKind.Left, Kept),
            ["configVersion"] = (LossKind.Left, Kept),
            ["createdTimestamp"] = (LossKind.Left, Kept),
            ["createdTimestampIso"] = (LossKind.Left, Kept),
            ["updatedTimestamp"] = (LossKind.Left, Kept),
            ["updatedTimestampIso"] = (LossKind.Left, Kept),
            ["applications"] = (LossKind.Left, Kept),
            ["judge"] = (LossKind.Left, "the judge of a comparison is the rank test that NetflixACAJudge uses"),
            ["scopeName"] = (LossKind.Left, "both versions are told apart by {backend}"),
            ["stages"] = (LossKind.Left, Pipeline),
            ["triggers"] = (LossKind.Left, Pipeline),
            ["scopes"] = (LossKind.Left, "both versions are told apart by {backend}"),
            ["metricsAccountName"] = (LossKind.Left, "accounts are connections that an administrator makes"),
            ["storageAccountName"] = (LossKind.Left, "accounts are connections that an administrator makes"),
            ["canaryAnalysisIntervalMins"] = (LossKind.Lost, "a comparison is judged once, at the end of its verify"),
            ["lookbackMins"] = (LossKind.Lost, "a comparison looks at all values since the shift"),
            ["outliers"] = (LossKind.Lost, "outliers are not taken out; ranks give them little weight"),
            ["outlierFactor"] = (LossKind.Lost, "outliers are not taken out; ranks give them little weight"),
        };
}
