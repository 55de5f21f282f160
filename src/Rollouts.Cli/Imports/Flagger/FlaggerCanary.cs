using System.Globalization;
using Rollouts.Cli.Imports.Drafts;
using Rollouts.Cli.Imports.Sources;

namespace Rollouts.Cli.Imports.Flagger;

/// <summary>Converts one Canary of Flagger.</summary>
internal sealed class FlaggerCanary(
    SourceDocument document,
    IReadOnlyList<SourceDocument> parts,
    ImportRequest request,
    LossLog losses
)
{
    private static readonly TimeSpan UsualInterval = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan UsualVerify = TimeSpan.FromMinutes(30);

    private static readonly TimeSpan ShortestInterval = TimeSpan.FromSeconds(10);

    private string File => document.File;

    public PlanDraft Draft()
    {
        var spec = document.Root["spec"] ?? document.Root;
        var target = spec.At("targetRef", "name")?.Text ?? document.Name;
        spec["targetRef"]?.Whole();
        var apex = spec.At("service", "name")?.Text ?? target;
        var name = DraftNames.Of(request.Service ?? document.Name, "service");
        var draft = new PlanDraft
        {
            Service = name,
            Environment = request.Environment,
            From = $"Imported from the Canary '{document.Name}' of Flagger.",
            Route = name,
            RouteComment = "a route of a connection, which an administrator names so",
            Backends = Slots(apex),
            BackendsComment = "they take turns: deploy each version to the one without traffic",
        };
        spec["service"]?.Whole();
        Router(spec, draft);
        if ((spec["analysis"] ?? spec["canaryAnalysis"]) is not { } analysis || spec["skipAnalysis"]?.Flag == true)
        {
            SkipAnalysis(spec, draft);
            return draft;
        }

        Analysis(analysis, draft, target);
        return draft;
    }

    private void Analysis(SourceNode analysis, PlanDraft draft, string target)
    {
        var loop = Loop(analysis);
        new FlaggerMetrics(document, parts, request, losses, loop).Add(analysis["metrics"], draft, target);
        DraftFinish.NeedCheck(draft, File, analysis, losses);
        losses.Changed(
            File,
            analysis["threshold"] ?? analysis,
            $"{loop.Threshold} failed looks of the whole run rolled back; in the plan each check forgives "
                + $"{loop.Threshold - 1} of {loop.Threshold} looks in a row"
        );
        var hooks = new FlaggerHooks(document, losses, draft);
        hooks.Read(analysis["webhooks"]);
        FlaggerAlerts.Add(analysis["alerts"], parts, document, draft, losses);
        hooks.AddBefore();
        var isMirrored = analysis["mirror"]?.Flag ?? false;
        if (isMirrored)
        {
            var share = analysis.NumberOf("mirrorWeight") ?? 100;
            draft.Step($"mirror: {Say(share)}%", "Flagger's default: 100%");
            losses.Changed(
                File,
                analysis["mirror"]!,
                "the router must be able to do it, as the Gateway API and Istio are"
            );
        }

        if (analysis["match"] is { } match)
        {
            FlaggerMatch.Add(match, draft, File, losses);
        }

        if (analysis.NumberOf("iterations") is > 0 and var iterations)
        {
            AddIterations(draft, analysis, loop, iterations, analysis["match"] is not null || isMirrored);
        }
        else
        {
            AddWeights(draft, analysis, loop, hooks);
        }

        hooks.AddPromotion();
        var before = draft.Steps.Count;
        DraftFinish.EndCanary(draft, "every check is healthy once before 100 %");
        Promotion(analysis, before, draft);
    }

    private FlaggerLoop Loop(SourceNode analysis)
    {
        var interval = UsualInterval;
        if (analysis["interval"] is { } node)
        {
            interval = SourceDurations.Read(node.Text) ?? UsualInterval;
            if (interval < ShortestInterval)
            {
                losses.Changed(File, node, "Flagger looks every 10s at the least; the plan does too");
                interval = ShortestInterval;
            }
        }

        var threshold = analysis.NumberOf("threshold") is > 0 and var given ? (int)Math.Min(given, 900) : 1;
        return new FlaggerLoop(interval, threshold);
    }

    private void AddWeights(PlanDraft draft, SourceNode analysis, FlaggerLoop loop, FlaggerHooks hooks)
    {
        var weights = Weights(analysis);
        foreach (var weight in weights)
        {
            hooks.AddEachStep();
            if (!draft.Shift(weight))
            {
                losses.Lost(File, analysis["stepWeights"] ?? analysis, $"a shift to {weight}% goes no higher");
                continue;
            }

            if (weight < 100)
            {
                draft.Step(DraftFinish.Verify(draft, loop.Interval, Longest(loop.Interval, loop), "hold"));
            }
        }
    }

    private List<decimal> Weights(SourceNode analysis)
    {
        var listed = analysis["stepWeights"]?.Items.Select(item => item.Number).OfType<double>().ToList() ?? [];
        var step = analysis.NumberOf("stepWeight") ?? 0;
        var most = Math.Clamp(analysis.NumberOf("maxWeight") ?? 100, 1, 100);
        if (listed.Count > 0)
        {
            if (step > 0)
            {
                losses.Changed(
                    File,
                    analysis["stepWeight"]!,
                    "with stepWeights the list is taken, and stepWeight is not"
                );
            }

            return [.. listed.Where(weight => weight is > 0 and <= 100).Select(weight => (decimal)weight)];
        }

        if (step <= 0)
        {
            losses.Changed(File, analysis, "without stepWeight Flagger never moves on; the plan goes to 50 % and on");
            return [50];
        }

        List<decimal> weights = [];
        for (var weight = step; weight < most + step && weight <= 100; weight += step)
        {
            weights.Add((decimal)weight);
        }

        return weights;
    }

    private void AddIterations(
        PlanDraft draft,
        SourceNode analysis,
        FlaggerLoop loop,
        double iterations,
        bool hasTraffic
    )
    {
        var span = loop.Interval * Math.Min(iterations, 1000);
        if (hasTraffic)
        {
            draft.Step(DraftFinish.Verify(draft, span, Longest(span, loop), "hold"), "iterations");
            return;
        }

        losses.Changed(
            File,
            analysis["iterations"]!,
            "without traffic there is nothing to judge before the switch; the plan looks at 1 % for as long"
        );
        draft.Shift(1, "was a test without customers");
        draft.Step(DraftFinish.Verify(draft, span, Longest(span, loop), "hold"), "iterations");
    }

    private void Promotion(SourceNode analysis, int before, PlanDraft draft)
    {
        if (analysis["stepWeightPromotion"] is { Number: > 0 } node)
        {
            losses.Lost(File, node, "the new version has all of the traffic at once after the last step");
        }

        if (draft.Steps.Count > before && analysis["maxWeight"] is null && analysis["stepWeights"] is null)
        {
            losses.Left(File, analysis, "Flagger's default maxWeight: 100");
        }
    }

    private void SkipAnalysis(SourceNode spec, PlanDraft draft)
    {
        DraftFinish.NeedCheck(draft, File, spec["skipAnalysis"] ?? spec, losses);
        draft.Shift(50, "added: a plan looks at a part of the traffic before it gives all");
        losses.Changed(
            File,
            spec["skipAnalysis"] ?? spec,
            "a release without analysis became one with a short look at half of the traffic"
        );
        spec["analysis"]?.Whole();
        DraftFinish.EndCanary(draft, "every check is healthy once before 100 %");
    }

    private void Router(SourceNode spec, PlanDraft draft)
    {
        if (spec["provider"] is not { } provider)
        {
            return;
        }

        var text = (provider.Text ?? "").Split(':')[0];
        var driven = text switch
        {
            "gatewayapi" => "gatewayApi",
            "appmesh" => "appMesh",
            "istio" or "linkerd" or "traefik" => text,
            _ => null,
        };
        losses.Changed(
            File,
            provider,
            driven is not null
                ? $"have an administrator name the route '{draft.Route}' in a connection of {driven}"
                : $"{text} is not driven by this product; have an administrator name a route '{draft.Route}' of one "
                    + "that is, such as the Gateway API"
        );
    }

    // Flagger continues if no check failed. A plan waits for evidence, by default for 30 minutes.
    private static TimeSpan Longest(TimeSpan span, FlaggerLoop loop)
    {
        var failing = span + loop.Interval * (loop.Threshold + 1);
        return failing > UsualVerify ? failing : UsualVerify;
    }

    private static string Slots(string apex) =>
        $"{{ slots: [{DraftNames.Of(apex + "-primary", "primary")}, {DraftNames.Of(apex + "-canary", "canary")}] }}";

    private static string Say(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}

/// <summary>The interval and the failure threshold of an analysis.</summary>
/// <param name="Threshold">The number of failed looks that cause a rollback.</param>
internal sealed record FlaggerLoop(TimeSpan Interval, int Threshold);
