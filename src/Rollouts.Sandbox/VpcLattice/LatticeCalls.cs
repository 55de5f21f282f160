using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Rollouts.Sandbox.VpcLattice;

/// <summary>The calls for services, listeners and target groups.</summary>
internal sealed class LatticeCalls(LatticeStore store, LatticeDocuments documents)
{
    private static readonly string[] Types = ["IP", "LAMBDA", "INSTANCE", "ALB"];

    /// <summary>Finds a listener by ids or ARNs; returns the error if there is none.</summary>
    public LatticeError? Find(
        string serviceIdentifier,
        string listenerIdentifier,
        out LatticeService? service,
        out LatticeListener? listener
    )
    {
        (service, listener) = (null, null);
        if (Find(serviceIdentifier, out service) is { } missing)
        {
            return missing;
        }

        if (LatticeIds.Read("listener", listenerIdentifier) is not { } id)
        {
            return LatticeError.Invalid("listenerIdentifier", "listenerIdentifier must be the id or ARN of a listener");
        }

        listener = service!.Listener(id);
        return listener is null ? LatticeError.NotFound("LISTENER", id) : null;
    }

    public LatticeAnswer ListServices(HttpRequest query) =>
        LatticePages.Of([.. store.Services.Select(documents.Of)], query);

    public LatticeAnswer GetService(string identifier) =>
        Find(identifier, out LatticeService? service) is { } missing ? missing : documents.Of(service!);

    public LatticeAnswer ListListeners(string identifier, HttpRequest query) =>
        Find(identifier, out LatticeService? service) is { } missing
            ? missing
            : LatticePages.Of([.. service!.Listeners.Select(one => documents.Summary(service, one))], query);

    public LatticeAnswer GetListener(LatticeService service, LatticeListener listener, bool stale) =>
        documents.Of(service, listener, stale);

    public LatticeAnswer UpdateListener(LatticeService service, LatticeListener listener, JsonObject body)
    {
        if (LatticeRules.Action(body["defaultAction"], "defaultAction", store) is { } refusal)
        {
            return refusal;
        }

        listener.DefaultAction.Set(body["defaultAction"]!, store.Now);
        var shown = documents.Of(service, listener, stale: false);
        return Without(shown);
    }

    public LatticeAnswer ListGroups(HttpRequest query) =>
        (string?)query.Query["targetGroupType"] is { } type && !Types.Contains(type)
            ? LatticeError.Invalid("targetGroupType", "targetGroupType is one of IP, LAMBDA, INSTANCE and ALB")
            : LatticePages.Of(
                [
                    .. store
                        .Groups.Where(group =>
                            (string?)query.Query["targetGroupType"] is not { } asked || group.Type == asked
                        )
                        .Select(documents.Of),
                ],
                query
            );

    public LatticeAnswer GetGroup(string identifier) =>
        Find(identifier, out LatticeGroup? group) is { } missing ? missing : documents.Of(group!);

    public LatticeAnswer CreateGroup(JsonObject body)
    {
        if ((LatticeRules.Name(body["name"], "tg", 128) ?? LatticeRules.Token(body["clientToken"])) is { } refusal)
        {
            return refusal;
        }

        if (LatticeRules.Text(body["type"]) is not { } type || !Types.Contains(type))
        {
            return LatticeError.Invalid("type", "type is one of IP, LAMBDA, INSTANCE and ALB");
        }

        var name = LatticeRules.Text(body["name"])!;
        if (store.Groups.Find(group => group.Name == name) is { } there)
        {
            return LatticeError.Conflict("TARGET_GROUP", there.Id, $"A target group named {name} exists already");
        }

        var made = new LatticeGroup(store.NewId("tg"), name, type, body["config"]?.DeepClone(), store.Now);
        store.Groups.Add(made);
        return new LatticeAnswer(201, documents.Of(made));
    }

    public LatticeAnswer DeleteGroup(string identifier)
    {
        if (Find(identifier, out LatticeGroup? group) is { } missing)
        {
            return missing;
        }

        if (store.Services.SelectMany(service => service.Listeners).Any(listener => IsUsed(listener, group!.Id)))
        {
            return LatticeError.Conflict("TARGET_GROUP", group!.Id, $"Target group {group.Id} is in use");
        }

        store.Groups.Remove(group!);
        return new JsonObject { ["id"] = group!.Id, ["status"] = "DELETE_IN_PROGRESS" };
    }

    /// <summary>An answer to a write, which has no times.</summary>
    public static JsonObject Without(JsonObject shown)
    {
        shown.Remove("createdAt");
        shown.Remove("lastUpdatedAt");
        return shown;
    }

    private static bool IsUsed(LatticeListener listener, string group) =>
        listener
            .Rules.Select(rule => rule.Action)
            .Append(listener.DefaultAction)
            .Any(action => action.Now.ToJsonString().Contains(group, StringComparison.Ordinal));

    private LatticeError? Find(string identifier, out LatticeService? service)
    {
        service = null;
        if (LatticeIds.Read("svc", identifier) is not { } id)
        {
            return LatticeError.Invalid("serviceIdentifier", "serviceIdentifier must be the id or ARN of a service");
        }

        service = store.Service(id);
        return service is null ? LatticeError.NotFound("SERVICE", id) : null;
    }

    private LatticeError? Find(string identifier, out LatticeGroup? group)
    {
        group = null;
        if (LatticeIds.Read("tg", identifier) is not { } id)
        {
            return LatticeError.Invalid("targetGroupIdentifier", "it must be the id or ARN of a target group");
        }

        group = store.Group(id);
        return group is null ? LatticeError.NotFound("TARGET_GROUP", id) : null;
    }
}
