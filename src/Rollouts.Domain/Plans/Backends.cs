namespace Rollouts.Domain.Plans;

/// <summary>How the backends of the old and the new version are named.</summary>
public abstract record Backends
{
    private Backends() { }

    /// <summary>Each version has a backend of its own, named by a template: <c>checkout-{version}</c>.</summary>
    public sealed record Versioned(string Template) : Backends
    {
        /// <summary>
        /// How long a candidate stays on its route at 0 % after its way back before it is removed. Only candidates
        /// that Rollouts added are removed.
        /// </summary>
        public TimeSpan KeepCandidate { get; init; } = PlanDefaults.KeepCandidate;
    }

    /// <summary>Two backends take turns; the service's record knows which one is stable now.</summary>
    public sealed record Slots(BackendName First, BackendName Second) : Backends;
}
