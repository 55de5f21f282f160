using System.Text.Json.Nodes;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Engine.Checks;
using Rollouts.Engine.Outside;
using Rollouts.Integrations.Metrics;

namespace Rollouts.Engine.Bundles;

/// <summary>The queries of the checks, with every template filled in, as the sources are asked.</summary>
internal static class BundleQueries
{
    public static JsonArray Of(Rollout state, IConnections connections) =>
        new([.. state.Checks.Select(check => (JsonNode)Of(state.Spec, check, connections))]);

    private static JsonObject Of(RolloutSpec spec, CheckRun run, IConnections connections)
    {
        var query = new JsonObject { ["check"] = run.Check.Name.Value, ["target"] = run.Target?.Value };
        var target = spec.Targets.First(one => run.Target is null || one.Name == run.Target);
        if (!connections.SourceOf(spec.Plan, spec.Plan.AskedFor(run.Check)).TryGet(out var source, out var fault))
        {
            query["unavailable"] = fault.Message;
            return query;
        }

        query["source"] = source.System;
        var route = connections.RouterOf(spec, target.Name).TryGet(out var router, out _) ? router.Route.Where : null;
        switch (MetricQuestionFactory.Of(spec, run.Check, target, route, source, connections))
        {
            case MetricQuestion.Counts counts:
                query["total"] = Arms(counts.Total);
                query["bad"] = Arms(counts.Bad);
                break;
            case MetricQuestion.Histogram histogram:
                query["buckets"] = Arms(histogram.Buckets);
                break;
            case MetricQuestion.Value value:
                query["value"] = Arms(value.Query);
                break;
            case null:
                query["unavailable"] = "the source keeps no such numbers";
                break;
        }

        return query;
    }

    private static JsonObject Arms(ByArm arms) =>
        new() { ["candidate"] = arms.Candidate.ToString(), ["baseline"] = arms.Baseline?.ToString() };
}
