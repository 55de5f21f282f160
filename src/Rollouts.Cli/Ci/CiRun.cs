namespace Rollouts.Cli.Ci;

/// <summary>The CI run that starts a rollout, from the environment variables of the CI system.</summary>
/// <param name="System">The name that the CI system uses for itself.</param>
/// <param name="Key">
/// The same for every attempt of this run, so that a repeated job does not start a second rollout.
/// </param>
internal sealed record CiRun(string System, string Key, string? Author, IReadOnlyDictionary<string, string> Links)
{
    /// <summary>Null outside of a known CI system.</summary>
    public static CiRun? Find(Func<string, string?> variable)
    {
        string? Read(string name) => variable(name) is { Length: > 0 } text ? text : null;
        if (Read("GITHUB_ACTIONS") == "true" && Read("GITHUB_RUN_ID") is { } run)
        {
            var repository = $"{Read("GITHUB_SERVER_URL")}/{Read("GITHUB_REPOSITORY")}";
            return Of(
                "GitHub Actions",
                $"github-{run}",
                Read("GITHUB_ACTOR"),
                ("commit", Read("GITHUB_SHA") is { } sha ? $"{repository}/commit/{sha}" : null),
                ("pipeline", $"{repository}/actions/runs/{run}")
            );
        }

        if (Read("GITLAB_CI") == "true" && Read("CI_PIPELINE_ID") is { } pipeline)
        {
            return Of(
                "GitLab CI",
                $"gitlab-{pipeline}",
                Read("GITLAB_USER_LOGIN"),
                ("commit", Read("CI_COMMIT_SHA") is { } sha ? $"{Read("CI_PROJECT_URL")}/-/commit/{sha}" : null),
                ("pipeline", Read("CI_PIPELINE_URL"))
            );
        }

        if (Read("JENKINS_URL") is not null && Read("BUILD_TAG") is { } tag)
        {
            return Of("Jenkins", tag, author: null, ("pipeline", Read("BUILD_URL")));
        }

        if (Read("BUILDKITE") == "true" && Read("BUILDKITE_BUILD_ID") is { } build)
        {
            return Of("Buildkite", $"buildkite-{build}", author: null, ("pipeline", Read("BUILDKITE_BUILD_URL")));
        }

        return Read("CIRCLECI") == "true" && Read("CIRCLE_WORKFLOW_ID") is { } workflow
            ? Of("CircleCI", $"circleci-{workflow}", Read("CIRCLE_USERNAME"), ("pipeline", Read("CIRCLE_BUILD_URL")))
            : null;
    }

    private static CiRun Of(string system, string key, string? author, params (string Name, string? Address)[] links) =>
        new(
            system,
            key,
            author,
            // The server would refuse a link that is not a web address, and the release with it.
            links
                .Where(link =>
                    Uri.TryCreate(link.Address, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
                )
                .ToDictionary(link => link.Name, link => link.Address!, StringComparer.Ordinal)
        );
}
