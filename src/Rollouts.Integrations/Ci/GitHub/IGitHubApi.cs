using RestEase;

namespace Rollouts.Integrations.Ci.GitHub;

/// <summary>The calls of GitHub's REST API by which it is told how a rollout goes.</summary>
[AllowAnyStatusCode]
[Header("Accept", "application/vnd.github+json")]
[Header("X-GitHub-Api-Version", "2022-11-28")]
[Header("User-Agent", "Rollouts")]
internal interface IGitHubApi
{
    [Post("repos/{owner}/{name}/deployments/{deployment}/statuses")]
    Task<HttpResponseMessage> PostDeploymentStatusAsync(
        [Path] string owner,
        [Path] string name,
        [Path] string deployment,
        [Body] HttpContent body,
        CancellationToken cancellation
    );

    [Post("repos/{owner}/{name}/statuses/{commit}")]
    Task<HttpResponseMessage> PostCommitStatusAsync(
        [Path] string owner,
        [Path] string name,
        [Path] string commit,
        [Body] HttpContent body,
        CancellationToken cancellation
    );

    /// <param name="path">Below the API's own address, as the event said it.</param>
    [Post("{path}")]
    Task<HttpResponseMessage> PostAnswerAsync(
        [Path(UrlEncode = false)] string path,
        [Body] HttpContent body,
        CancellationToken cancellation
    );
}
