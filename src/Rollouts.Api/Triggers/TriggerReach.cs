using Rollouts.Domain.Triggers;
using Rollouts.Engine.Pipelines;

namespace Rollouts.Api.Triggers;

/// <summary>Decides which triggers a caller sees: those that can start a service within its reach.</summary>
internal static class TriggerReach
{
    /// <summary>
    /// A trigger that takes the service from its event can start each service of its connection. If the connection
    /// names none, only callers with grants for everything see the trigger.
    /// </summary>
    public static bool Shows(Caller caller, Trigger trigger, PipelineConnections pipelines)
    {
        if (caller.ReachesAll || pipelines.Find(trigger.From.Value) is not { } pipeline)
        {
            return caller.ReachesAll;
        }

        var services = Written(trigger.Service) is { } service ? [new ServiceName(service)] : pipeline.Services;
        var environments = Written(trigger.Environment) is { } environment
            ? [new EnvironmentName(environment)]
            : pipeline.Environments;
        return services.Any(of => environments.Any(at => caller.Reaches(of, at)));
    }

    /// <summary>Null if the text has fields, or is not a name.</summary>
    private static string? Written(TriggerText text) =>
        text.Fill(_ => null) is { } written && Name.IsValid(written) ? written : null;
}
