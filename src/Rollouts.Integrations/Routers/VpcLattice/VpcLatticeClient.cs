using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Rollouts.Integrations.Aws;
using Rollouts.Integrations.Http;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Routers.VpcLattice;

/// <summary>Reads and changes the rules and default actions of listeners.</summary>
internal sealed class VpcLatticeClient : IDisposable
{
    /// <summary>A page of a hundred target groups is some tens of kilobytes.</summary>
    private const int MostBytes = 1024 * 1024;

    private const int PageSize = 100;

    /// <summary>An account has 500 target groups in a region, and a listener some tens of rules, by default.</summary>
    private const int MostPages = 50;

    private readonly HttpClient _http;
    private readonly IVpcLatticeApi _api;
    private readonly BoundedCall _call;

    public VpcLatticeClient(AwsEndpoint endpoint, AdapterContext around)
    {
        _http = AwsPeer.Connect(endpoint, "vpc-lattice", around);
        _api = ApiClient.Over<IVpcLatticeApi>(_http);
        _call = new BoundedCall($"VPC Lattice at {endpoint.Address}", endpoint.Timeout, around.Clock);
    }

    public string Name => _call.Whom;

    /// <summary>One read or one write, however many requests it takes, within the time of one call.</summary>
    public Task<Answer<T>> RunAsync<T>(Func<CancellationToken, Task<Answer<T>>> call, CancellationToken cancellation) =>
        _call.RunAsync(call, cancellation);

    /// <summary>The rule, or the listener with its default action.</summary>
    public Task<Answer<JsonObject>> GetAsync(LatticeRoute where, CancellationToken end) =>
        ReadAsync(
            where.Rule is { } rule
                ? _api.GetRuleAsync(where.ServiceArn, where.Listener, rule, end)
                : _api.GetListenerAsync(where.ServiceArn, where.Listener, end),
            $"{where}",
            end
        );

    /// <summary>Replaces the action; match and priority of the rule stay as they are.</summary>
    public Task<Answer<JsonObject>> SetActionAsync(LatticeRoute where, JsonObject action, CancellationToken end) =>
        ChangeAsync(
            where.Rule is { } rule
                ? _api.UpdateRuleAsync(
                    where.ServiceArn,
                    where.Listener,
                    rule,
                    Body(new() { ["action"] = action.DeepClone() }),
                    end
                )
                : _api.UpdateListenerAsync(
                    where.ServiceArn,
                    where.Listener,
                    Body(new() { ["defaultAction"] = action.DeepClone() }),
                    end
                ),
            $"{where}",
            end
        );

    /// <summary>All rules of the listener, without matches and actions.</summary>
    public Task<Answer<List<JsonObject>>> ListRulesAsync(LatticeRoute where, CancellationToken end) =>
        PagesAsync(
            token => _api.ListRulesAsync(where.ServiceArn, where.Listener, PageSize, token, end),
            $"the rules of '{where.Listener}'",
            end
        );

    public Task<Answer<JsonObject>> CreateRuleAsync(LatticeRoute where, JsonObject rule, CancellationToken end) =>
        ChangeAsync(
            _api.CreateRuleAsync(where.ServiceArn, where.Listener, Body(rule), end),
            $"a new rule of '{where.Listener}'",
            end
        );

    public Task<Answer<JsonObject>> UpdateRuleAsync(
        LatticeRoute where,
        string id,
        JsonObject change,
        CancellationToken end
    ) =>
        ChangeAsync(
            _api.UpdateRuleAsync(where.ServiceArn, where.Listener, id, Body(change), end),
            $"'{id}' of '{where.Listener}'",
            end
        );

    /// <summary>Deletes a rule; a rule that is gone already is no fault.</summary>
    public async Task<Fault?> DeleteRuleAsync(LatticeRoute where, string id, CancellationToken end)
    {
        using var response = await _api.DeleteRuleAsync(where.ServiceArn, where.Listener, id, end)
            .ConfigureAwait(false);
        AwsRequestId.Note(response);
        return response.IsSuccessStatusCode || response.StatusCode == HttpStatusCode.NotFound
            ? null
            : await FaultAsync(response, $"'{id}' of '{where.Listener}'", end).ConfigureAwait(false);
    }

    public Task<Answer<List<JsonObject>>> ListTargetGroupsAsync(CancellationToken end) =>
        PagesAsync(token => _api.ListTargetGroupsAsync(PageSize, token, end), "the target groups", end);

    public Task<Answer<JsonObject>> GetTargetGroupAsync(string id, CancellationToken end) =>
        ReadAsync(_api.GetTargetGroupAsync(id, end), $"target group '{id}'", end);

    public void Dispose() => _http.Dispose();

    private static StringContent Body(JsonObject body) => new(body.ToJsonString(), Encoding.UTF8, "application/json");

    private async Task<Answer<JsonObject>> ChangeAsync(
        Task<HttpResponseMessage> asked,
        string what,
        CancellationToken end
    )
    {
        using var response = await asked.ConfigureAwait(false);
        AwsRequestId.Note(response);
        return await ReadAsync(response, what, end).ConfigureAwait(false);
    }

    private async Task<Answer<JsonObject>> ReadAsync(
        Task<HttpResponseMessage> asked,
        string what,
        CancellationToken end
    )
    {
        using var response = await asked.ConfigureAwait(false);
        return await ReadAsync(response, what, end).ConfigureAwait(false);
    }

    private async Task<Answer<List<JsonObject>>> PagesAsync(
        Func<string?, Task<HttpResponseMessage>> ask,
        string what,
        CancellationToken end
    )
    {
        List<JsonObject> all = [];
        string? token = null;
        for (var page = 0; page < MostPages; page++)
        {
            var read = await ReadAsync(ask(token), what, end).ConfigureAwait(false);
            if (!read.TryGet(out var body, out var fault))
            {
                return fault;
            }

            if (body["items"] is not JsonArray items || items.Any(item => item is not JsonObject))
            {
                return Unusable(what);
            }

            all.AddRange(items.OfType<JsonObject>());
            token = BackendForm.TextOf(body["nextToken"]);
            if (string.IsNullOrEmpty(token))
            {
                return all;
            }
        }

        return new Fault(FaultKind.Unusable, $"{Name} has no end of pages, asked for {what}");
    }

    private async Task<Answer<JsonObject>> ReadAsync(HttpResponseMessage response, string what, CancellationToken end)
    {
        if (!response.IsSuccessStatusCode)
        {
            return await FaultAsync(response, what, end).ConfigureAwait(false);
        }

        var body = await HttpAnswer.ReadAsync(response, MostBytes, end).ConfigureAwait(false);
        try
        {
            // Cloned, so that a key that stands twice in one object is found here and not later.
            return (JsonNode.Parse(body) as JsonObject)?.DeepClone() is JsonObject read ? read : Unusable(what);
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            return Unusable(what);
        }
    }

    private async Task<Fault> FaultAsync(HttpResponseMessage response, string what, CancellationToken end)
    {
        var body = await HttpAnswer.ReadAsync(response, MostBytes, end).ConfigureAwait(false);
        var fault = AwsFaults.Of(response, body, Name, _call.Clock);
        return fault with
        {
            // Another change of the same listener is under way, or was quicker: the next look sees what it left.
            Kind = response.StatusCode == HttpStatusCode.Conflict ? FaultKind.Broken : fault.Kind,
            Message =
                $"{fault.Message}, asked for {what}"
                + (response.StatusCode == HttpStatusCode.PaymentRequired ? "; a quota of the account is used up" : ""),
        };
    }

    private Fault Unusable(string what) =>
        new(FaultKind.Unusable, $"{Name} answers for {what} with something that is not of its API");
}
