using System.Text.Json;

namespace Rollouts.Integrations.Ci.GitLab;

/// <summary>Determines where GitLab expects status reports, from its events.</summary>
internal static class GitLabAddress
{
    /// <summary>Null for an event that names no project.</summary>
    public static CiAddressee? Of(string kind, JsonElement content)
    {
        if (
            (CiJson.Word(content, "project", "id") ?? CiJson.Word(content, "project_id")) is not { } project
            || !project.All(char.IsAsciiDigit)
        )
        {
            return null;
        }

        var commit =
            CiJson.Word(content, "object_attributes", "sha")
            ?? CiJson.Word(content, "commit", "id")
            ?? CiJson.Word(content, "checkout_sha")
            // For a deployment GitLab names its commit only as a URL.
            ?? CiJson.Word(content, "commit_url")?.Split('/')[^1];
        return new CiAddressee(
            project,
            commit is not null && CommitHash.IsValid(commit) ? commit : null,
            kind == "deployment" && CiJson.Word(content, "deployment_id") is { } id && id.All(char.IsAsciiDigit)
                ? id
                : null,
            Place: CiJson.Word(content, "environment")
        );
    }
}
