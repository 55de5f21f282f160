namespace Rollouts.Cli.Rollouts;

/// <summary>
/// Waits for a rollout and prints its progress on stderr. It polls once a second instead of using a stream, because
/// polling works through every proxy and survives a restart of the server.
/// </summary>
internal sealed class Waiting(RolloutsClient rollouts, TextWriter errors, TimeSpan? timeout)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>The last seen rollout, and whether it has reached the goal.</summary>
    public async Task<(RolloutShape Rollout, bool IsReached)> ForAsync(
        string id,
        Goal goal,
        CancellationToken cancellation
    )
    {
        var began = TimeProvider.System.GetTimestamp();
        var (lines, version) = (new HistoryLines(id), 0);
        try
        {
            while (true)
            {
                var rollout = await rollouts.ReadAsync(id, cancellation);
                foreach (var record in await rollouts.RecordsAsync(id, version, cancellation))
                {
                    version = record.Version;
                    await errors.WriteLineAsync(lines.Tell(record));
                }

                var isReached = goal.IsReachedBy(rollout);
                if (isReached || rollout.HasEnded)
                {
                    return (rollout, isReached);
                }

                if (timeout is { } longest && TimeProvider.System.GetElapsedTime(began) >= longest)
                {
                    await errors.WriteLineAsync(
                        $"The rollout is not '{goal.Text}' after {longest}. It goes on; come back with "
                            + $"'rollouts watch {id}'."
                    );
                    return (rollout, false);
                }

                await Task.Delay(Pause, TimeProvider.System, cancellation);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            throw Interrupted(id);
        }
    }

    /// <summary>Explains that only the wait has ended, and how to continue it.</summary>
    public static CommandFailedException Interrupted(string id) =>
        new(
            ExitCodes.Interrupted,
            $"The rollout goes on. Come back with 'rollouts watch {id}', or roll it back with "
                + $"'rollouts rollback {id} --reason ...'."
        );
}
