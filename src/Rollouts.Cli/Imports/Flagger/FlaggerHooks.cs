using Rollouts.Cli.Imports.Drafts;
using Rollouts.Cli.Imports.Sources;

namespace Rollouts.Cli.Imports.Flagger;

/// <summary>
/// Converts the webhooks of a Canary: those that decide become gates, those that notify become hooks.
/// </summary>
internal sealed class FlaggerHooks(SourceDocument document, LossLog losses, PlanDraft draft)
{
    private const string GateConnection = "connect a hook of this name that an administrator gives the address";

    private readonly List<(string Type, string Name)> _hooks = [];

    public void Read(SourceNode? webhooks)
    {
        foreach (var webhook in webhooks?.Items ?? [])
        {
            var type = webhook.TextOf("type") ?? "rollout";
            var name = DraftNames.Unique(webhook.TextOf("name"), "hook", _hooks.Select(hook => hook.Name));
            Report(webhook.Whole(), type, name);
            _hooks.Add((type, name));
        }

        Tell();
    }

    /// <summary>Adds the gates before the first shift.</summary>
    public void AddBefore()
    {
        foreach (var (_, name) in _hooks.Where(hook => hook.Type is "confirm-rollout"))
        {
            draft.Step(
                $"gate: {{ hook: {name}, within: 24h, otherwise: hold }}",
                "confirm-rollout; Flagger waits for ever"
            );
        }

        foreach (var (_, name) in _hooks.Where(hook => hook.Type is "pre-rollout"))
        {
            draft.Step($"gate: {{ hook: {name}, within: 15m, otherwise: rollBack }}", "pre-rollout");
        }
    }

    /// <summary>Adds the gates before each shift.</summary>
    public void AddEachStep()
    {
        foreach (var (_, name) in _hooks.Where(hook => hook.Type is "confirm-traffic-increase"))
        {
            draft.Step($"gate: {{ hook: {name}, within: 24h, otherwise: hold }}", "confirm-traffic-increase");
        }
    }

    /// <summary>Adds the gates before all of the traffic.</summary>
    public void AddPromotion()
    {
        foreach (var (_, name) in _hooks.Where(hook => hook.Type is "confirm-promotion"))
        {
            draft.Step($"gate: {{ hook: {name}, within: 24h, otherwise: hold }}", "confirm-promotion");
        }
    }

    private void Tell()
    {
        var after = _hooks.Where(hook => hook.Type == "post-rollout").Select(hook => hook.Name).ToList();
        if (after.Count > 0)
        {
            draft.Others.Add(
                new DraftLine(
                    $"hooks: {{ afterSuccess: {{ hook: {after[0]} }}, afterRollBack: {{ hook: {after[0]} }} }}",
                    "post-rollout"
                )
            );
        }
    }

    private void Report(SourceNode webhook, string type, string name)
    {
        switch (type)
        {
            case "rollout":
                losses.Lost(
                    document.File,
                    webhook,
                    $"'{name}' is asked at each look, mostly to make load; a plan has none: run the load elsewhere"
                );
                break;
            case "rollback":
                losses.Lost(
                    document.File,
                    webhook,
                    $"'{name}' asks whether to roll back; name an alarm in rollBackOn, or call 'rollouts rollback'"
                );
                break;
            case "event":
                losses.Lost(document.File, webhook, $"'{name}' is told of every event; write tell: {{ webhook: ... }}");
                break;
            case "post-rollout" when _hooks.Exists(hook => hook.Type == "post-rollout"):
                losses.Lost(document.File, webhook, $"'{name}': a plan tells one hook after its end");
                break;
            default:
                losses.Changed(document.File, webhook, $"'{name}' ({type}): {GateConnection}; metadata is not sent");
                break;
        }
    }
}
