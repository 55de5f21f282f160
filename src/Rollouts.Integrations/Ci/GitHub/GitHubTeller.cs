using System.Text.Json.Nodes;
using Rollouts.Domain.Rollouts;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.Outside.Http;

namespace Rollouts.Integrations.Ci.GitHub;

/// <summary>
/// Tells GitHub: the deployment that announced the version, or else the commit; and a protection rule that waits, when
/// the rollout has ended.
/// </summary>
internal sealed class GitHubTeller : ICiTeller
{
    /// <summary>Of a status; longer ones are refused.</summary>
    private const int LongestText = 140;

    private readonly HttpClient _http;
    private readonly IGitHubApi _api;
    private readonly CiCalls _calls;
    private readonly Uri _address;

    public GitHubTeller(Endpoint endpoint, Surroundings around)
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
    /// What waits for a yes gets it when the version has all of the traffic, and a no when it was taken back: anything
    /// sooner would let a job go on that a later step may prove wrong.
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
    /// What a callback adds to the address that an administrator has connected; null where it leads anywhere else. The
    /// token goes along, so an event must not choose where to.
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
