using System.Text.Json.Nodes;
using Rollouts.Domain.Rollouts;
using Rollouts.Integrations.Http;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Ci.GitLab;

/// <summary>Reports to GitLab: on the deployment that announced the version, or else on the commit.</summary>
internal sealed class GitLabStatusReporter : ICiStatusReporter
{
    private const int LongestText = 255;

    private readonly HttpClient _http;
    private readonly IGitLabApi _api;
    private readonly CiCalls _calls;

    public GitLabStatusReporter(Endpoint endpoint, AdapterContext around)
    {
        _http = HttpPeer.Connect(endpoint);
        _api = ApiClient.Over<IGitLabApi>(_http);
        _calls = new CiCalls($"GitLab at {endpoint.Address}", endpoint.Timeout, around.Clock);
    }

    public Task<Fault?> TellAsync(ReplyTo to, CiNews news, CancellationToken cancellation) =>
        to.Deployment is { } deployment
            ? _calls.PostAsync(
                (body, end) => _api.PutDeploymentAsync(to.Repository, deployment, body, end),
                new JsonObject { ["status"] = StatusOf(news.Progress) },
                cancellation,
                IsThereAlready
            )
        : to.Commit is { } commit
            ? _calls.PostAsync(
                (body, end) => _api.PostCommitStatusAsync(to.Repository, commit, body, end),
                new JsonObject
                {
                    ["state"] = StatusOf(news.Progress),
                    ["name"] = news.Context,
                    ["description"] = news.Short(LongestText),
                },
                cancellation,
                IsThereAlready
            )
        : Task.FromResult<Fault?>(null);

    public void Dispose() => _http.Dispose();

    private static string StatusOf(CiProgress progress) =>
        progress switch
        {
            CiProgress.UnderWay => "running",
            CiProgress.Succeeded => "success",
            CiProgress.Failed or CiProgress.Abandoned => "failed",
            CiProgress.Cancelled => "canceled",
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    /// <summary>GitLab refuses a status that it has already, and every step reports the same status.</summary>
    private static bool IsThereAlready(string said) =>
        said.Contains("Cannot transition status", StringComparison.OrdinalIgnoreCase);
}
