using Rollouts.Domain.Connections;
using Rollouts.Domain.Plans;
using Rollouts.Integrations.Outside;
using Rollouts.PlanFiles.Shapes;

namespace Rollouts.Integrations.Routers;

/// <summary>
/// Describes a kind of router to the rest of the code: its capabilities, its syntax in plans and connections, and how
/// to open it. The plan's schema is generated from it.
/// </summary>
internal sealed record RouterDescriptor
{
    public required RouterTraits Traits { get; init; }

    /// <summary>The capabilities of one connection, if connections differ.</summary>
    public Func<Settings, RouterTraits> TraitsOf
    {
        get => field ?? (_ => Traits);
        init;
    }

    /// <summary>How a plan points at one of its routes.</summary>
    public required Shape<Settings> Route { get; init; }

    /// <summary>How an administrator connects it.</summary>
    public required Shape<Settings> Connection { get; init; }

    /// <summary>
    /// Opens a router from the settings of its connection; null if this build can only check plans for it.
    /// </summary>
    public Func<Settings, AdapterContext, ITrafficRouter>? Open { get; init; }
}
