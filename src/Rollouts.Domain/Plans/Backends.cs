namespace Rollouts.Domain.Plans;

/// <summary>How the backends of the old and the new version are named.</summary>
public abstract record Backends
{
    private Backends() { }

    /// <summary>
    /// A template for the Deployment behind a backend, which must be available before traffic is shifted to it; null if
    /// none is required.
    /// </summary>
    public string? Deployments { get; init; }

    /// <summary>Each version has a backend of its own, named by a template: <c>checkout-{version}</c>.</summary>
    public sealed record Versioned(string Template) : Backends
    {
        /// <summary>
        /// How long a candidate stays on its route at 0 % after a rollback before it is removed. Only candidates that
        /// Rollouts added are removed.
        /// </summary>
        public TimeSpan KeepCandidate { get; init; } = PlanDefaults.KeepCandidate;
    }

    /// <summary>Two backends alternate. The service's record shows which one is stable now.</summary>
    public sealed record Slots(BackendName First, BackendName Second) : Backends;
}
