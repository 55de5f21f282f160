using RestEase;

namespace Rollouts.Integrations.Ci.GitLab;

/// <summary>The calls of GitLab's REST API, version 4, by which it is told how a rollout goes.</summary>
[AllowAnyStatusCode]
[Header("User-Agent", "Rollouts")]
internal interface IGitLabApi
{
    [Post("projects/{project}/statuses/{commit}")]
    Task<HttpResponseMessage> PostCommitStatusAsync(
        [Path] string project,
        [Path] string commit,
        [Body] HttpContent body,
        CancellationToken cancellation
    );

    [Put("projects/{project}/deployments/{deployment}")]
    Task<HttpResponseMessage> PutDeploymentAsync(
        [Path] string project,
        [Path] string deployment,
        [Body] HttpContent body,
        CancellationToken cancellation
    );
}
