using System.Text.Json;

namespace Rollouts.Integrations.Ci.GitHub;

/// <summary>Determines where GitHub expects status reports, from its events.</summary>
internal static class GitHubAddress
{
    /// <summary>Null for an event that names no repository.</summary>
    public static CiAddressee? Of(string name, JsonElement content)
    {
        if (CiJson.Word(content, "repository", "full_name") is not { } repository || !IsRepository(repository))
        {
            return null;
        }

        var commit =
            CiJson.Word(content, "deployment", "sha")
            ?? CiJson.Word(content, "workflow_run", "head_sha")
            ?? CiJson.Word(content, "check_suite", "head_sha")
            ?? CiJson.Word(content, name, "package_version", "target_oid")
            ?? (name == "push" ? CiJson.Word(content, "after") : null);
        return new CiAddressee(
            repository,
            commit is not null && CommitHash.IsValid(commit) ? commit : null,
            // A waiting protection rule receives its answer only: the job behind it reports its own deployment.
            name == "deployment"
            && CiJson.Word(content, "deployment", "id") is { } id
            && id.All(char.IsAsciiDigit)
                ? id
                : null,
            name == "deployment_protection_rule" ? CiJson.Word(content, "deployment_callback_url") : null,
            CiJson.Word(content, "environment") ?? CiJson.Word(content, "deployment", "environment")
        );
    }

    private static bool IsRepository(string text) =>
        text.Split('/') is [var owner, var name] && Name.IsValid(owner) && Name.IsValid(name);
}
