using System.Collections.Immutable;
using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Fakes.Routers;

/// <summary>What one route of a fake router does: a number for each of its backends, and what goes beside them.</summary>
public sealed record FakeRoute
{
    public ImmutableSortedDictionary<string, int> Weights { get; init; } =
        ImmutableSortedDictionary<string, int>.Empty.WithComparers(StringComparer.Ordinal);

    /// <summary>Headers and mirror; its candidate's share is not used.</summary>
    public Traffic Beside { get; init; } = Traffic.None;

    public static FakeRoute Of(params (string Backend, int Weight)[] weights) =>
        new()
        {
            Weights = new FakeRoute().Weights.AddRange(weights.Select(w => KeyValuePair.Create(w.Backend, w.Weight))),
        };

    public FakeRoute With(BackendName backend, int weight) =>
        this with
        {
            Weights = Weights.SetItem(backend.Value, weight),
        };

    public FakeRoute Without(BackendName backend) => this with { Weights = Weights.Remove(backend.Value) };

    public bool Has(BackendName backend) => Weights.ContainsKey(backend.Value);

    /// <summary>The share of one backend.</summary>
    public Weight Share(BackendName backend) =>
        All == 0 ? Weight.Zero : Weight.Share(Weights.GetValueOrDefault(backend.Value), All);

    /// <summary>What it shows to somebody who knows two of its backends.</summary>
    public ObservedTraffic See(BackendName candidate, BackendName stable)
    {
        var others = Weights
            .Where(pair => pair.Key != candidate.Value && pair.Key != stable.Value)
            .Sum(pair => pair.Value);
        var other = All == 0 ? Weight.Full : Weight.Share(others, All);
        return new ObservedTraffic(Beside with { Candidate = Share(candidate) }, other, Has(candidate));
    }

    private int All => Weights.Values.Sum();
}
