using System.Text.Json.Nodes;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Routers.Alb;

/// <summary>Carries out the changes of a rule, the weights first.</summary>
internal sealed class ElbWriter(ElbClient client)
{
    /// <param name="before">The actions as they were read.</param>
    public async Task<Fault?> WriteAsync(
        ListenerRule wanted,
        ForwardAction before,
        AlbRoute where,
        CancellationToken end
    )
    {
        if (!wanted.Forward.Says(before) && await ModifyAsync(wanted, where, end).ConfigureAwait(false) is { } fault)
        {
            return fault;
        }

        if (wanted.NewRules is not { } made)
        {
            return null;
        }

        foreach (var old in wanted.Own)
        {
            JsonObject which = new() { ["RuleArn"] = OwnRules.ArnOf(old) };
            var deleted = await client.WriteAsync("DeleteRule", which, end).ConfigureAwait(false);
            if (!deleted.TryGet(out _, out var refused) && refused.Kind != FaultKind.NotFound)
            {
                return refused;
            }
        }

        foreach (var rule in made)
        {
            var created = await client.WriteAsync("CreateRule", rule, end).ConfigureAwait(false);
            if (!created.TryGet(out _, out var refused))
            {
                return refused;
            }
        }

        return null;
    }

    /// <summary>
    /// Replaces the actions. Conditions, transforms, certificates and all else is left out, which keeps it. There is no
    /// compare-and-set, so the last writer wins; the answer shows what is in force.
    /// </summary>
    private async Task<Fault?> ModifyAsync(ListenerRule wanted, AlbRoute where, CancellationToken end)
    {
        var actions = wanted.Forward.Actions.DeepClone();
        var (action, list, key, parameters) = OwnRules.IsDefault(wanted.Rule)
            ? (
                "ModifyListener",
                "Listeners",
                "DefaultActions",
                new JsonObject { ["ListenerArn"] = wanted.Listener, ["DefaultActions"] = actions }
            )
            : (
                "ModifyRule",
                "Rules",
                "Actions",
                new JsonObject { ["RuleArn"] = OwnRules.ArnOf(wanted.Rule), ["Actions"] = actions }
            );
        var answer = await client.WriteAsync(action, parameters, end).ConfigureAwait(false);
        if (!answer.TryGet(out var result, out var fault))
        {
            return fault;
        }

        return
            ForwardAction.Parse(((result[list] as JsonArray)?.FirstOrDefault() as JsonObject)?[key]) is { } shown
            && shown.Says(wanted.Forward)
            ? null
            : new Fault(FaultKind.Broken, $"{client.Name} accepted an update of {where} and shows another");
    }
}
