using Rollouts.Cli.Imports.Drafts;
using Rollouts.Cli.Imports.Sources;

namespace Rollouts.Cli.Imports.Flagger;

/// <summary>Converts the alerts of a Canary.</summary>
internal static class FlaggerAlerts
{
    public static void Add(
        SourceNode? alerts,
        IReadOnlyList<SourceDocument> parts,
        SourceDocument document,
        PlanDraft draft,
        LossLog losses
    )
    {
        var isTold = false;
        foreach (var alert in alerts?.Items ?? [])
        {
            var name = alert.At("providerRef", "name")?.Text;
            var provider = parts
                .FirstOrDefault(part => part.Kind == "AlertProvider" && part.Name == name)
                ?.Root["spec"];
            var channel = provider?["channel"]?.Text?.TrimStart('#');
            alert.Whole();
            if (provider?["type"]?.Text == "slack" && channel is not null && !isTold)
            {
                isTold = true;
                draft.Others.Add(new DraftLine($"tell: {{ slack: \"#{channel}\" }}"));
                losses.Changed(document.File, alert, "the channel gets every step; 'severity' is ignored");
            }
            else
            {
                losses.Lost(
                    document.File,
                    alert,
                    provider is null
                        ? $"the AlertProvider '{name}' is not in what was given"
                        : "a plan tells one channel of Slack"
                );
            }

            provider?.Whole();
        }
    }
}
