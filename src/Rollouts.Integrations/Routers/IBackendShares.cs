using Rollouts.Domain.Rollouts.States;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Routers;

/// <summary>The part of a document that shares traffic out among backends. Changes are made in the document.</summary>
internal interface IBackendShares
{
    bool Has(BackendName name);

    /// <summary>Whether a backend is listed more than once, so that its weight is ambiguous.</summary>
    bool HasTwice(BackendName name);

    bool HasTraffic(BackendName name);

    /// <summary>The namespace that the document names for a backend; null if it names none.</summary>
    string? NamespaceOf(BackendName name) => null;

    ObservedTraffic See(BackendName candidate, BackendName stable);

    /// <summary>
    /// Splits the weight that other backends leave between the two; returns null if the document was changed.
    /// </summary>
    Fault? Share(BackendName candidate, BackendName stable, Traffic traffic);

    /// <summary>Adds the candidate at weight 0, with the stable backend's settings.</summary>
    Fault? Add(BackendName candidate, BackendName stable);

    void Remove(BackendName name);
}
