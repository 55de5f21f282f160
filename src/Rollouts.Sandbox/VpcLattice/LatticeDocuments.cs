using System.Globalization;
using System.Text.Json.Nodes;

namespace Rollouts.Sandbox.VpcLattice;

/// <summary>Services, listeners, rules and target groups in the JSON of the API.</summary>
internal sealed class LatticeDocuments(LatticeIds ids)
{
    public JsonObject Of(LatticeService service) =>
        new()
        {
            ["id"] = service.Id,
            ["arn"] = ids.ServiceArn(service.Id),
            ["name"] = service.Name,
            ["status"] = "ACTIVE",
            ["authType"] = "NONE",
            ["createdAt"] = Moment(service.CreatedAt),
            ["lastUpdatedAt"] = Moment(service.CreatedAt),
        };

    public JsonObject Summary(LatticeService service, LatticeListener listener) =>
        new()
        {
            ["id"] = listener.Id,
            ["arn"] = ids.ListenerArn(service.Id, listener.Id),
            ["name"] = listener.Name,
            ["protocol"] = "HTTP",
            ["port"] = 80,
            ["createdAt"] = Moment(listener.CreatedAt),
            ["lastUpdatedAt"] = Moment(listener.DefaultAction.UpdatedAt),
        };

    public JsonObject Of(LatticeService service, LatticeListener listener, bool stale) =>
        new(Summary(service, listener).ToList().Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone())))
        {
            ["serviceArn"] = ids.ServiceArn(service.Id),
            ["serviceId"] = service.Id,
            ["defaultAction"] = listener.DefaultAction.Read(stale),
        };

    public JsonObject Summary(LatticeService service, LatticeListener listener, LatticeRuleEntry rule) =>
        new()
        {
            ["id"] = rule.Id,
            ["arn"] = ids.RuleArn(service.Id, listener.Id, rule.Id),
            ["name"] = rule.Name,
            ["isDefault"] = false,
            ["priority"] = rule.Priority,
            ["createdAt"] = Moment(rule.CreatedAt),
            ["lastUpdatedAt"] = Moment(rule.Action.UpdatedAt),
        };

    /// <summary>The default rule, which a list shows beside the others.</summary>
    public JsonObject DefaultRule(LatticeService service, LatticeListener listener) =>
        new()
        {
            ["id"] = DefaultId(listener),
            ["arn"] = ids.RuleArn(service.Id, listener.Id, DefaultId(listener)),
            ["name"] = "default",
            ["isDefault"] = true,
            ["createdAt"] = Moment(listener.CreatedAt),
            ["lastUpdatedAt"] = Moment(listener.DefaultAction.UpdatedAt),
        };

    public static string DefaultId(LatticeListener listener) => $"rule-{listener.Id["listener-".Length..]}";

    public JsonObject Of(LatticeService service, LatticeListener listener, LatticeRuleEntry rule, bool stale) =>
        new(
            Summary(service, listener, rule)
                .ToList()
                .Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone()))
        )
        {
            ["match"] = rule.Match.Read(stale),
            ["action"] = rule.Action.Read(stale),
        };

    public JsonObject Of(LatticeGroup group) =>
        new()
        {
            ["id"] = group.Id,
            ["arn"] = ids.TargetGroupArn(group.Id),
            ["name"] = group.Name,
            ["type"] = group.Type,
            ["status"] = "ACTIVE",
            ["createdAt"] = Moment(group.CreatedAt),
            ["lastUpdatedAt"] = Moment(group.CreatedAt),
        };

    private static string Moment(DateTimeOffset at) =>
        at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
