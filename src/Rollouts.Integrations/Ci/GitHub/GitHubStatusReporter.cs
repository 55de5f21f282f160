using System.Text.Json.Nodes;
using Rollouts.Domain.Rollouts;
using Rollouts.Integrations.Http;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Ci.GitHub;

/// <summary>
/// Reports to GitHub: on the deployment that announced the version, or else on the commit. A waiting protection rule
/// receives its answer when the rollout has ended.
/// </summary>
internal sealed class GitHubStatusReporter : ICiStatusReporter
{
    /// <summary>Of a status; longer ones are refused.</summary>
    private const int LongestText = 140;

    private readonly HttpClient _http;
    private readonly IGitHubApi _api;
    private readonly CiCalls _calls;
    private readonly Uri _address;

    public GitHubStatusReporter(Endpoint endpoint, AdapterContext around)
    {
        _http = HttpPeer.Connect(endpoint);
        _api = ApiClient.Over<IGitHubApi>(_http);
        _address = endpoint.Address;
        _calls = new CiCalls($"GitHub at {endpoint.Address}", endpoint.Timeout, around.Clock);
    }

    public Task<Fault?> TellAsync(ReplyTo to, CiNews news, CancellationToken cancellation) =>
        to.Repository.Split('/') is not [var owner, var name] ? Task.FromResult<Fault?>(null)
        : to.Callback is { } callback ? AnswerAsync(callback, to.Place, news, cancellation)
        : to.Deployment is { } deployment
            ? _calls.PostAsync(
                (body, end) => _api.PostDeploymentStatusAsync(owner, name, deployment, body, end),
                DeploymentStatus(news),
                cancellation
            )
        : to.Commit is { } commit
            ? _calls.PostAsync(
                (body, end) => _api.PostCommitStatusAsync(owner, name, commit, body, end),
                CommitStatus(news),
                cancellation
            )
        : Task.FromResult<Fault?>(null);

    public void Dispose() => _http.Dispose();

    /// <summary>
    /// Approves a waiting protection rule when the version has all traffic, and rejects it when the version was rolled
    /// back. An earlier answer would let a job continue although a later step may fail.
    /// </summary>
    private Task<Fault?> AnswerAsync(string callback, string? place, CiNews news, CancellationToken cancellation)
    {
        if (news.Progress == CiProgress.UnderWay || PathBelow(_address, callback) is not { } path)
        {
            return Task.FromResult<Fault?>(null);
        }

        var body = new JsonObject
        {
            ["environment_name"] = place ?? news.Environment.Value,
            ["state"] = news.Progress == CiProgress.Succeeded ? "approved" : "rejected",
            ["comment"] = news.Text,
        };
        return _calls.PostAsync((content, end) => _api.PostAnswerAsync(path, content, end), body, cancellation);
    }

    /// <summary>
    /// Returns the path of a callback below the address that an administrator has connected; null for any other
    /// address. The request carries the token, so an event must not choose its destination.
    /// </summary>
    internal static string? PathBelow(Uri address, string callback) =>
        Uri.TryCreate(callback, UriKind.Absolute, out var url)
        && url.UserInfo.Length == 0
        && url.Fragment.Length == 0
        && url.Query.Length == 0
        && address.IsBaseOf(url)
        && url.AbsolutePath.Length > address.AbsolutePath.Length
            ? url.AbsolutePath[address.AbsolutePath.Length..]
            : null;

    private static JsonObject DeploymentStatus(CiNews news) =>
        new()
        {
            ["state"] = news.Progress switch
            {
                CiProgress.UnderWay => "in_progress",
                CiProgress.Succeeded => "success",
                CiProgress.Failed => "failure",
                CiProgress.Cancelled => "inactive",
                CiProgress.Abandoned => "error",
                _ => throw new System.Diagnostics.UnreachableException(),
            },
            ["description"] = news.Short(LongestText),
        };

    private static JsonObject CommitStatus(CiNews news) =>
        new()
        {
            ["state"] = news.Progress switch
            {
                CiProgress.UnderWay => "pending",
                CiProgress.Succeeded => "success",
                CiProgress.Failed => "failure",
                CiProgress.Cancelled or CiProgress.Abandoned => "error",
                _ => throw new System.Diagnostics.UnreachableException(),
            },
            ["description"] = news.Short(LongestText),
            ["context"] = news.Context,
        };
}
