using Rollouts.Domain.Connections;
using Rollouts.Domain.Triggers;
using Rollouts.Integrations.Ci;

namespace Rollouts.Engine.Pipelines;

/// <summary>Maps an event by a trigger, within the versions that its pipeline may start.</summary>
public static class CiMapping
{
    public static (Outcome Outcome, ValueList<Finding> Findings) Of(
        Connection.Pipeline pipeline,
        Trigger trigger,
        CiEvent happened
    )
    {
        var mapped = Mapping.Of(trigger, happened.Field);
        return mapped.Outcome is Outcome.Fires { Announcement: var it } && !pipeline.Serves(it.Service, it.Environment)
            ? (
                new Outcome.Fails(
                    $"'{pipeline.Name}' may not start '{it.Service}' in '{it.Environment}': its connection names other "
                        + "services or environments"
                ),
                mapped.Findings
            )
            : mapped;
    }
}
