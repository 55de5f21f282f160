using System.CommandLine;

namespace Rollouts.Cli.Rollouts;

/// <summary>
/// Names a rollout on the command line: by its id, or as environment/service for the running one, so that a person on
/// call need not look the id up.
/// </summary>
internal static class RolloutReference
{
    public static Argument<string> Argument() =>
        new("rollout")
        {
            Description = "The rollout's id, or environment/service for the newest one there, as in prod/checkout.",
        };

    /// <summary>The id of the named rollout: a live one, or otherwise the newest.</summary>
    public static async Task<string> IdOfAsync(RolloutsClient rollouts, string named, CancellationToken cancellation)
    {
        if (named.Split('/') is not [{ Length: > 0 } environment, { Length: > 0 } service])
        {
            return Guid.TryParse(named, out _)
                ? named
                : throw new CommandFailedException(
                    ExitCodes.Usage,
                    $"'{named}' is neither the id of a rollout nor environment/service, as in prod/checkout."
                );
        }

        var filter = new RolloutFilter(service, environment);
        var live = await rollouts.ListAsync(filter with { Live = true }, cursor: null, cancellation);
        // The oldest live rollout has the traffic. The others wait for it.
        if (live.Rollouts.Count > 0)
        {
            return live.Rollouts[^1].Id;
        }

        var all = await rollouts.ListAsync(filter, cursor: null, cancellation);
        return all.Rollouts.Count > 0
            ? all.Rollouts[0].Id
            : throw new CommandFailedException(
                ExitCodes.Refused,
                $"'{service}' has no rollout in '{environment}' that you may see. 'rollouts list' shows all."
            );
    }
}
