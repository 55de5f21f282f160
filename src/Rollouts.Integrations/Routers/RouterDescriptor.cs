using Rollouts.Domain.Installations;
using Rollouts.Domain.Plans;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.PlanFiles.Shapes;

namespace Rollouts.Integrations.Routers;

/// <summary>
/// All that the rest of the house knows of a kind of router: what it can do, how plans and connections write it, and
/// how one is opened. The plan's schema is made of it.
/// </summary>
internal sealed record RouterDescriptor
{
    public required RouterTraits Traits { get; init; }

    /// <summary>How a plan points at one of its routes.</summary>
    public required Shape<Settings> Route { get; init; }

    /// <summary>How an administrator connects it.</summary>
    public required Shape<Settings> Connection { get; init; }

    /// <summary>Opens one from the settings of its connection; null where plans can only be checked as yet.</summary>
    public Func<Settings, Surroundings, ITrafficRouter>? Open { get; init; }
}
