using System.Globalization;
using System.Text.Json;

namespace Rollouts.Integrations.Ci.GitHub;

/// <summary>
/// Holds the event's name, which GitHub sends in a header that it does not sign, against the body, which it signs.
/// </summary>
internal static class GitHubKinds
{
    private static readonly string[] Times =
    [
        "published_at",
        "created_at",
        "updated_at",
        "run_started_at",
        "completed_at",
        "submitted_at",
        "timestamp",
    ];

    /// <summary>
    /// The property that the body of an event has, and the properties that only bodies of other events have besides it.
    /// </summary>
    private static readonly Dictionary<string, (string Holds, string[] Lacks)> Known = new(StringComparer.Ordinal)
    {
        ["ping"] = ("zen", []),
        ["push"] = ("after", []),
        ["create"] = ("ref_type", ["pusher"]),
        ["delete"] = ("ref_type", []),
        ["status"] = ("context", []),
        ["release"] = ("release", []),
        ["deployment"] = ("deployment", ["deployment_status", "deployment_callback_url", "reviewers"]),
        ["deployment_status"] = ("deployment_status", []),
        ["deployment_review"] = ("reviewers", []),
        ["deployment_protection_rule"] = ("deployment_callback_url", []),
        ["workflow_run"] = ("workflow_run", ["deployment", "deployment_status", "reviewers", "workflow_job"]),
        ["workflow_job"] = ("workflow_job", []),
        ["workflow_dispatch"] = ("workflow", ["workflow_run", "workflow_job", "deployment"]),
        ["repository_dispatch"] = ("client_payload", []),
        ["check_run"] = ("check_run", []),
        ["check_suite"] = ("check_suite", ["check_run"]),
        ["package"] = ("package", []),
        ["registry_package"] = ("registry_package", []),
        ["pull_request"] = ("pull_request", ["review", "comment", "thread"]),
        ["issues"] = ("issue", ["comment"]),
    };

    /// <summary>Why the body does not match the event in the header; null if it does.</summary>
    public static string? Complaint(string name, JsonElement content)
    {
        if (Known.TryGetValue(name, out var body))
        {
            return
                CiJson.Step(content, body.Holds) is { ValueKind: not JsonValueKind.Null }
                && !body.Lacks.Any(other => IsThere(content, other))
                ? null
                : $"its body is no body of the event '{name}' that its header names";
        }

        // For an unknown event, the check is that its body does not belong to a known one.
        return
            Known.FirstOrDefault(known => known.Value.Holds == known.Key && IsThere(content, known.Key)).Key
                is { } other
            ? $"its header names the event '{name}', and its body is one of '{other}'"
            : null;
    }

    /// <summary>The newest time in the event; null if the body has none.</summary>
    public static DateTimeOffset? TimeOf(string name, JsonElement content)
    {
        JsonElement?[] places =
        [
            CiJson.Step(content, name),
            CiJson.At(content, name, "package_version"),
            CiJson.Step(content, "head_commit"),
        ];
        return places
            .OfType<JsonElement>()
            .SelectMany(place => Times.Select(time => CiJson.Word(place, time)))
            .Select(Parse)
            .Max();
    }

    private static bool IsThere(JsonElement content, string name) =>
        CiJson.Step(content, name) is { ValueKind: not JsonValueKind.Null };

    private static DateTimeOffset? Parse(string? text) =>
        DateTimeOffset.TryParse(
            text,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var time
        )
            ? time
            : null;
}
