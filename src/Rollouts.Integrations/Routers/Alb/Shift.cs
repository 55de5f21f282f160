namespace Rollouts.Integrations.Routers.Alb;

/// <summary>One change of a rule, seen from its candidate.</summary>
/// <param name="Before">The actions as they were read.</param>
internal sealed record Shift(ListenerRule Rule, ForwardAction Before, BackendName Candidate)
{
    private int Weight => Rule.Forward.WeightOf(Candidate);

    private double ShareBefore => Share(Before);

    private double ShareAfter => Share(Rule.Forward);

    /// <summary>Whether the candidate gets requests that it did not get before.</summary>
    public bool IsForward => ShareAfter > ShareBefore || Rule.NewRules is { Count: > 0 };

    /// <summary>Whether the candidate gets a smaller share.</summary>
    public bool IsBack => ShareAfter < ShareBefore;

    /// <summary>Whether the weights take everything from the candidate.</summary>
    public bool IsRollback => Weight == 0 && Before.WeightOf(Candidate) > 0;

    /// <summary>Whether requests are split by weight, so that a cookie can keep a client on one side.</summary>
    public bool Splits => Weight > 0;

    private double Share(ForwardAction forward)
    {
        var all = forward.See(Candidate, Candidate) is var seen ? seen.Candidate + seen.Others + seen.Stable : 0;
        return all == 0 ? 0 : (double)forward.WeightOf(Candidate) / all;
    }
}
