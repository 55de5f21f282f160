using Refit;

namespace Rollouts.Integrations.Ci.GitLab;

/// <summary>The calls of GitLab's REST API, version 4, for status reports.</summary>
[Headers("User-Agent: Rollouts")]
internal interface IGitLabApi
{
    [Post("/projects/{project}/statuses/{commit}")]
    Task<HttpResponseMessage> PostCommitStatusAsync(
        string project,
        string commit,
        [Body] HttpContent body,
        CancellationToken cancellation
    );

    [Put("/projects/{project}/deployments/{deployment}")]
    Task<HttpResponseMessage> PutDeploymentAsync(
        string project,
        string deployment,
        [Body] HttpContent body,
        CancellationToken cancellation
    );
}
