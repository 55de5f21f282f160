using System.Globalization;
using Rollouts.Cli.Imports.Drafts;
using Rollouts.Cli.Imports.Sources;

namespace Rollouts.Cli.Imports.Argo;

/// <summary>Reads the canary strategy of a Rollout: its steps, in their order.</summary>
internal sealed class ArgoCanary(
    PlanDraft draft,
    SourceDocument document,
    SourceNode canary,
    ArgoAnalysis analysis,
    ImportRequest request,
    LossLog losses
)
{
    private const string Router = "the router must be able to do it, as the Gateway API and Istio are";

    private string File => document.File;

    public void Add()
    {
        var (stable, candidate) = (canary.TextOf("stableService"), canary.TextOf("canaryService"));
        draft.Backends =
            $"{{ slots: [{DraftNames.Of(stable, draft.Service + "-stable")}, "
            + $"{DraftNames.Of(candidate, draft.Service + "-canary")}] }}";
        draft.BackendsComment = "they take turns: deploy each version to the one without traffic";
        analysis.CandidateService = candidate;
        analysis.StableService = stable;
        ArgoTraffic.Add(draft, document, canary["trafficRouting"], canary, losses);
        AddScaleDown();
        if (canary["analysis"] is { } background)
        {
            analysis.AddBackground(background);
        }

        var steps = canary["steps"]?.Items ?? [];

        // Checks first, because each verify needs the time of the slowest check.
        foreach (var inline in steps.Select(step => step["analysis"]).OfType<SourceNode>())
        {
            analysis.AddInline(inline);
        }

        DraftFinish.NeedCheck(draft, File, canary, losses);
        foreach (var step in steps)
        {
            AddStep(step);
        }

        if (steps.Count == 0)
        {
            losses.Changed(File, canary, "without steps pods were replaced one by one; the plan looks at 50 % first");
            draft.Shift(50, "added: a plan looks at a part of the traffic before it gives all");
        }

        DraftFinish.EndCanary(draft, "every check is healthy once before 100 %");
    }

    // One step may hold several actions, all of which take effect. The action that ends it comes last.
    private void AddStep(SourceNode step)
    {
        AddScale(step);
        AddHeaderRoute(step);
        AddMirrorRoute(step);
        AddWeight(step);
        if (step["experiment"] is { } experiment)
        {
            losses.Lost(File, experiment.Whole(), "experiments have no counterpart: nothing starts pods of its own");
        }

        if (step["plugin"] is { } plugin)
        {
            var name = DraftNames.Of(plugin.TextOf("name"), "plugin-step");
            draft.Step($"gate: {{ hook: {name}, within: 15m, otherwise: rollBack }}", "was a plugin");
            losses.Changed(File, plugin.Whole(), $"became a gate; connect a hook '{name}' that does the same");
        }

        if (step["analysis"] is { } inline)
        {
            analysis.AddStep(inline);
        }

        AddPause(step);
    }

    private void AddWeight(SourceNode step)
    {
        if (step["setWeight"] is not { } node)
        {
            return;
        }

        if (node.Number is not { } weight || weight is < 0 or > 100)
        {
            losses.Lost(File, node, $"'{node.Short()}' is no weight from 0 to 100");
        }
        else if (weight > 0 && draft.Steps.Exists(one => one.Yaml == "shift: 100%"))
        {
            losses.Lost(File, node, "no shift comes after 100 %");
        }
        else if (!draft.Shift((decimal)weight))
        {
            losses.Lost(
                File,
                node,
                $"a shift to {weight.ToString(CultureInfo.InvariantCulture)}% goes no higher than "
                    + "the one before it, and weights of a plan rise"
            );
        }
        else if (weight >= 100)
        {
            // The verify before all of the traffic comes before the shift.
            var full = draft.Steps[^1];
            draft.Steps.RemoveAt(draft.Steps.Count - 1);
            DraftFinish.NeedVerify(draft, "every check is healthy once before 100 %");
            draft.Steps.Add(full);
        }
    }

    private void AddPause(SourceNode step)
    {
        if (step["pause"] is not { } pause)
        {
            // 'pause:' without a value is the same as an empty map.
            if (step.Keys.Contains("pause"))
            {
                AddApproval();
            }

            return;
        }

        if (pause["duration"] is not { } duration)
        {
            AddApproval();
            losses.Changed(
                File,
                pause,
                $"a pause without end became an approval by '{request.Approvers}' within 24h, and a hold after that"
            );
        }
        else if (SourceDurations.Read(duration.Text) is { } span)
        {
            if (span > TimeSpan.Zero)
            {
                AddHold(span);
            }
        }
        else
        {
            losses.Lost(File, duration, $"'{duration.Short()}' is no duration");
        }
    }

    private void AddHold(TimeSpan span)
    {
        if (draft.Reached >= 100)
        {
            draft.Step($"bake: {SourceDurations.Say(span)}");
        }
        else
        {
            draft.Step($"hold: {SourceDurations.Say(span)}");
        }
    }

    private void AddApproval() =>
        draft.Step(
            $"approve: {{ from: [{request.Approvers}], count: 1, within: 24h, otherwise: hold }}",
            "was a pause until a person resumes it"
        );

    private void AddScale(SourceNode step)
    {
        if (step["setCanaryScale"] is { } scale)
        {
            losses.Left(File, scale.Whole(), "pods stay the business of the tool that deploys them");
        }
    }

    private void AddHeaderRoute(SourceNode step)
    {
        if (step["setHeaderRoute"] is not { } route)
        {
            return;
        }

        var matches = route["match"]?.Items ?? [];
        if (matches.Count == 0)
        {
            route.Whole();
            draft.Step("route: none", "the header route ends");
            return;
        }

        List<string> alternatives = [];
        foreach (var match in matches)
        {
            if (match.TextOf("headerName") is { } header && MatchDraft.Header(header, match["headerValue"]) is { } one)
            {
                alternatives.Add(one);
            }
            else
            {
                losses.Lost(File, match.Whole(), "a plan compares headers by { exact, prefix, regex }");
            }
        }

        if (alternatives.Count > 0)
        {
            draft.Step(MatchDraft.Route(alternatives));
            losses.Changed(File, route.Whole(), Router);
        }
    }

    private void AddMirrorRoute(SourceNode step)
    {
        if (step["setMirrorRoute"] is not { } mirror)
        {
            return;
        }

        if ((mirror["match"]?.Items ?? []).Count == 0)
        {
            mirror.Whole();
            draft.Step("mirror: 0%", "the mirror ends");
            return;
        }

        var share = mirror.NumberOf("percentage") ?? 100;
        draft.Step(
            $"mirror: {share.ToString("0.##", CultureInfo.InvariantCulture)}%",
            mirror["percentage"] is null ? "Argo's default: 100%" : null
        );
        losses.Changed(File, mirror.Whole(), Router + "; it mirrors every request and ignores 'match'");
    }

    private void AddScaleDown()
    {
        if (canary["scaleDownDelaySeconds"] is { } delay)
        {
            losses.Left(File, delay, "the deployment of the pods decides how long the old ones stay");
        }
    }
}
