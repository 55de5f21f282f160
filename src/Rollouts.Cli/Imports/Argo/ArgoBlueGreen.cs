using Rollouts.Cli.Imports.Drafts;
using Rollouts.Cli.Imports.Sources;

namespace Rollouts.Cli.Imports.Argo;

/// <summary>Reads the blue/green strategy of a Rollout.</summary>
internal static class ArgoBlueGreen
{
    /// <summary>How long Argo keeps the old pods by default.</summary>
    private const double UsualScaleDown = 30;

    public static void Add(
        PlanDraft draft,
        SourceDocument document,
        SourceNode blueGreen,
        ArgoAnalysis analysis,
        ImportRequest request,
        LossLog losses
    )
    {
        var file = document.File;
        var (active, preview) = (blueGreen["activeService"], blueGreen["previewService"]);
        draft.Backends = $"{{ slots: [{draft.Service}-blue, {draft.Service}-green] }}";
        draft.BackendsComment = "they take turns: deploy each version to the one without traffic";
        if (active is not null)
        {
            losses.Changed(
                file,
                active,
                "the selector of a Service was switched; the plan moves all weight of a route"
            );
        }

        if (preview is not null)
        {
            losses.Lost(file, preview, "a plan's preview is a header route, which needs a router that can do it");
        }

        draft.BlueGreen = [];
        if (blueGreen["prePromotionAnalysis"] is { } before)
        {
            analysis.AddBeforeSwitch(before);
        }

        if (blueGreen["postPromotionAnalysis"] is { } after)
        {
            analysis.AddInline(after);
        }

        DraftFinish.NeedCheck(draft, file, blueGreen, losses);
        AddPromotion(draft, file, blueGreen, request, losses);
        var delay = TimeSpan.FromSeconds(blueGreen.NumberOf("scaleDownDelaySeconds") ?? UsualScaleDown);
        var needed = DraftFinish.SlowestCheck(draft) + TimeSpan.FromSeconds(1);
        var bake = new[] { delay, needed, TimeSpan.FromSeconds(1) }.Max();
        draft.BlueGreen.Add(
            new DraftLine(
                $"bake: {SourceDurations.Say(bake)}",
                bake > delay
                    ? "as long as the checks need; the old version stays warm"
                    : "scaleDownDelaySeconds; Argo's default: 30"
            )
        );
    }

    private static void AddPromotion(
        PlanDraft draft,
        string file,
        SourceNode blueGreen,
        ImportRequest request,
        LossLog losses
    )
    {
        var isAutomatic = blueGreen["autoPromotionEnabled"]?.Flag ?? true;
        if (!isAutomatic)
        {
            draft.BlueGreen!.Add(
                new DraftLine(
                    $"approve: {{ from: [{request.Approvers}], count: 1, within: 24h, otherwise: hold }}",
                    "was autoPromotionEnabled: false"
                )
            );
            losses.Changed(
                file,
                blueGreen["autoPromotionEnabled"]!,
                $"a promotion by hand became an approval by '{request.Approvers}' within 24h, then a hold"
            );
        }

        if (blueGreen["autoPromotionSeconds"] is { Number: > 0 } seconds)
        {
            losses.Lost(file, seconds, "a blue/green of a plan switches as soon as its gates and approvals are passed");
        }
    }
}
