using Refit;

namespace Rollouts.Integrations.Ci.GitHub;

/// <summary>The calls of GitHub's REST API for status reports.</summary>
[Headers("Accept: application/vnd.github+json", "X-GitHub-Api-Version: 2022-11-28", "User-Agent: Rollouts")]
internal interface IGitHubApi
{
    [Post("/repos/{owner}/{name}/deployments/{deployment}/statuses")]
    Task<HttpResponseMessage> PostDeploymentStatusAsync(
        string owner,
        string name,
        string deployment,
        [Body] HttpContent body,
        CancellationToken cancellation
    );

    [Post("/repos/{owner}/{name}/statuses/{commit}")]
    Task<HttpResponseMessage> PostCommitStatusAsync(
        string owner,
        string name,
        string commit,
        [Body] HttpContent body,
        CancellationToken cancellation
    );

    /// <param name="path">Below the API's own address, in the encoded form of the event.</param>
    [Post("/{**path}")]
    Task<HttpResponseMessage> PostAnswerAsync(
        [Encoded] string path,
        [Body] HttpContent body,
        CancellationToken cancellation
    );
}
