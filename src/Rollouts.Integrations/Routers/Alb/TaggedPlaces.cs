using System.Text.Json.Nodes;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Routers.Alb;

/// <summary>Finds the rule or the listener of a load balancer that has a tag.</summary>
internal sealed class TaggedPlaces(ElbClient client, ElbTags tags, TimeProvider clock)
{
    /// <summary>
    /// A search takes several calls, and a tag seldom moves. One that moved is followed after this time.
    /// </summary>
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(5);

    /// <summary>The routes of a connection.</summary>
    private const int MostKept = 1_000;

    private readonly BoundedCache<ElbPlace.Tagged, (ElbPlace Place, long At)> _found = new(MostKept);

    public async Task<Answer<ElbPlace>> FindAsync(ElbPlace.Tagged tagged, CancellationToken end)
    {
        var isKnown = _found.TryGet(tagged, out var known);
        if (isKnown && clock.GetElapsedTime(known.At) < Kept)
        {
            return known.Place;
        }

        // A search that fails must not hold up a way back to a place that is known.
        var searched = await SearchAsync(tagged, end).ConfigureAwait(false);
        return
            isKnown
            && searched is Answer<ElbPlace>.Failed { Fault.Kind: not (FaultKind.NotFound or FaultKind.Unusable) }
            ? known.Place
            : searched;
    }

    private async Task<Answer<ElbPlace>> SearchAsync(ElbPlace.Tagged tagged, CancellationToken end)
    {
        var listed = await ResourcesAsync(tagged.LoadBalancer, end).ConfigureAwait(false);
        if (!listed.TryGet(out var resources, out var fault))
        {
            return fault;
        }

        var read = await tags.ReadAsync([.. resources.Keys], end).ConfigureAwait(false);
        if (!read.TryGet(out var described, out fault))
        {
            return fault;
        }

        var matching = described
            .Where(one => one.Value.TryGetValue(tagged.Tag.Key, out var value) && value == tagged.Tag.Value)
            .Select(one => resources[one.Key])
            .ToList();
        if (matching is not [var found])
        {
            return matching.Count == 0
                ? new Fault(FaultKind.NotFound, $"{client.Name} has nothing that is {Said(tagged)}")
                : new Fault(FaultKind.Unusable, $"{client.Name} has {matching.Count} things that are {Said(tagged)}");
        }

        _found.Keep(tagged, (found, clock.GetTimestamp()));
        return found;
    }

    /// <summary>Searches again at the next read: what was found is no longer there.</summary>
    public void Forget(ElbPlace.Tagged tagged) => _found.Remove(tagged);

    private static string Said(ElbPlace.Tagged tagged) => tagged.ToString()["what is ".Length..];

    private async Task<Answer<Dictionary<string, ElbPlace>>> ResourcesAsync(string loadBalancer, CancellationToken end)
    {
        Dictionary<string, ElbPlace> all = new(StringComparer.Ordinal);
        var named = await client
            .ListAsync("DescribeLoadBalancers", "LoadBalancers", new() { ["Names"] = new JsonArray(loadBalancer) }, end)
            .ConfigureAwait(false);
        if (!named.TryGet(out var balancers, out var fault))
        {
            return fault;
        }

        foreach (var balancer in balancers)
        {
            JsonObject of = new() { ["LoadBalancerArn"] = balancer["LoadBalancerArn"]?.DeepClone() };
            var listed = await client.ListAsync("DescribeListeners", "Listeners", of, end).ConfigureAwait(false);
            if (!listed.TryGet(out var listeners, out fault))
            {
                return fault;
            }

            foreach (var arn in listeners.Select(one => BackendForm.TextOf(one["ListenerArn"])).OfType<string>())
            {
                all[arn] = new ElbPlace.Listener(arn);
                var answer = await client.RulesAsync(arn, end).ConfigureAwait(false);
                if (!answer.TryGet(out var rules, out fault))
                {
                    return fault;
                }

                foreach (var rule in rules.Where(rule => !OwnRules.IsDefault(rule)).Select(OwnRules.ArnOf))
                {
                    all[rule] = new ElbPlace.Rule(rule);
                }
            }
        }

        return all;
    }
}
