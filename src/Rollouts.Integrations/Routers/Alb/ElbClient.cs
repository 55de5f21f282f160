using System.Text.Json.Nodes;
using Rollouts.Integrations.Aws;
using Rollouts.Integrations.Aws.Query;
using Rollouts.Integrations.Http;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Routers.Alb;

/// <summary>Calls of the Elastic Load Balancing API (2015-12-01), which ALB and NLB share.</summary>
internal sealed class ElbClient : IDisposable
{
    /// <summary>Enough for the rules of a page with all of their conditions and actions.</summary>
    private const int MostBytes = 8 * 1024 * 1024;

    /// <summary>The maximum of the API.</summary>
    private const int PageSize = 400;

    /// <summary>
    /// A listener with more rules than this is not supported; the quota of AWS is 100, and can be raised.
    /// </summary>
    private const int MostPages = 20;

    private const string Version = "2015-12-01";

    private static readonly Uri Root = new("", UriKind.Relative);

    private readonly HttpClient _http;
    private readonly BoundedCall _call;

    public ElbClient(AwsEndpoint endpoint, AdapterContext around)
    {
        _http = AwsPeer.Connect(endpoint, "elasticloadbalancing", around);
        _call = new BoundedCall($"Elastic Load Balancing at {endpoint.Address}", endpoint.Timeout, around.Clock);
    }

    public string Name => _call.Whom;

    /// <summary>One read or one write, however many requests it takes, within the time of one call.</summary>
    public Task<Answer<T>> RunAsync<T>(Func<CancellationToken, Task<Answer<T>>> call, CancellationToken cancellation) =>
        _call.RunAsync(call, cancellation);

    /// <summary>All pages of a list.</summary>
    /// <param name="list">The name of the list in the answer: <c>Rules</c>.</param>
    public async Task<Answer<IReadOnlyList<JsonObject>>> ListAsync(
        string action,
        string list,
        JsonObject parameters,
        CancellationToken end
    )
    {
        List<JsonObject> all = [];
        string? marker = null;
        for (var page = 0; page < MostPages; page++)
        {
            var asked = parameters.DeepClone().AsObject();
            if (marker is not null)
            {
                asked["Marker"] = marker;
            }

            var answer = await ReadAsync(action, asked, end).ConfigureAwait(false);
            if (!answer.TryGet(out var result, out var fault))
            {
                return fault;
            }

            // An empty list is an empty element, which is read as an empty text. An answer without the element is none:
            // taken as empty, it would hide rules of ours, or the targets of a group.
            if (result[list] is not { } listed)
            {
                return new Fault(FaultKind.Unusable, $"{Name} answers {action} without {list}");
            }

            all.AddRange((listed as JsonArray ?? []).OfType<JsonObject>());
            marker = BackendForm.TextOf(result["NextMarker"]);
            if (string.IsNullOrEmpty(marker))
            {
                return all;
            }
        }

        return new Fault(FaultKind.Unusable, $"{Name} has no end of {list}");
    }

    /// <summary>The rules of a listener, in the order of AWS.</summary>
    public Task<Answer<IReadOnlyList<JsonObject>>> RulesAsync(string listener, CancellationToken end) =>
        ListAsync("DescribeRules", "Rules", new() { ["ListenerArn"] = listener, ["PageSize"] = PageSize }, end);

    /// <summary>A call that changes nothing.</summary>
    public async Task<Answer<JsonObject>> ReadAsync(string action, JsonObject parameters, CancellationToken end)
    {
        var answer = await CallAsync(action, parameters, end).ConfigureAwait(false);
        return answer.TryGet(out var read, out var fault) ? read.Result : fault;
    }

    /// <summary>A call that changes the load balancer. CloudTrail has it under the identity of its request.</summary>
    public async Task<Answer<JsonObject>> WriteAsync(string action, JsonObject parameters, CancellationToken end)
    {
        var answer = await CallAsync(action, parameters, end).ConfigureAwait(false);
        if (!answer.TryGet(out var written, out var fault))
        {
            return fault;
        }

        if (written.RequestId is { } id)
        {
            WriteReceipts.Add(id);
        }

        return written.Result;
    }

    public void Dispose() => _http.Dispose();

    private async Task<Answer<QueryAnswer>> CallAsync(string action, JsonObject parameters, CancellationToken end)
    {
        using var form = QueryForm.Of(action, Version, parameters);
        using var response = await _http.PostAsync(Root, form, end).ConfigureAwait(false);
        var body = await HttpAnswer.ReadAsync(response, MostBytes, end).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
        {
            var fault = AwsFaults.Of(response, body, Name, _call.Clock);
            return fault with { Message = $"{fault.Message}, asked for {action}" };
        }

        return QueryAnswer.Parse(body) is { } answer
            ? answer
            : new Fault(FaultKind.Unusable, $"{Name} answers {action} with something that is no answer in XML");
    }
}
