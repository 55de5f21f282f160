using System.CommandLine;
using Rollouts.Cli.Plans;
using Rollouts.Domain.Names;
using Rollouts.Domain.Rollouts.Timeline;
using Rollouts.Integrations.PlanLanguage;

namespace Rollouts.Cli.Simulations;

/// <summary>
/// Simulates a plan with the real state machine, so that its author can watch it before it moves traffic.
/// </summary>
internal static class SimulateCommand
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(250);

    /// <summary>A simulation that has not ended by then waits for an event that a script does not contain.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(3);

    public static Command Create()
    {
        var plan = new Argument<string>("plan") { Description = "The plan file." };
        var installation = PlanArguments.Installation();
        var script = new Option<Script>("--script", "-s")
        {
            Description =
                "How the new version behaves: good, bad (one request in twenty fails), or misrouted (the router "
                + "gives it twice its share).",
            DefaultValueFactory = _ => Script.Good,
        };
        var version = new Option<string>("--version-name")
        {
            Description = "What the new version is called.",
            DefaultValueFactory = _ => "v2",
        };
        var speed = new Option<double>("--speed")
        {
            Description = "How many times faster than life; 0 does not wait at all.",
            DefaultValueFactory = _ => 1,
        };
        var command = new Command(
            "simulate",
            "Simulate a plan against a made-up service and print the timeline. No router is touched."
        )
        {
            plan,
            installation,
            script,
            version,
            speed,
        };
        command.SetAction(
            (parsed, cancellation) =>
                RunAsync(
                    new Request(
                        parsed.GetRequiredValue(plan),
                        parsed.GetValue(installation),
                        parsed.GetValue(script),
                        parsed.GetRequiredValue(version),
                        parsed.GetValue(speed)
                    ),
                    parsed.InvocationConfiguration.Output,
                    parsed.InvocationConfiguration.Error,
                    cancellation
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(
        Request request,
        TextWriter output,
        TextWriter errors,
        CancellationToken cancellation
    )
    {
        if (!double.IsFinite(request.Speed) || request.Speed < 0)
        {
            await errors.WriteLineAsync("--speed: must be 0 or more".AsMemory(), cancellation);
            return ExitCodes.Usage;
        }

        if (!HostileText.IsHarmless(request.Version))
        {
            await errors.WriteLineAsync($"--version-name: must be {HostileText.Rule}".AsMemory(), cancellation);
            return ExitCodes.Usage;
        }

        if (
            !PlanArguments.TryReadInstallation(request.Installation, errors, out var installation)
            || !PlanArguments.TryReadBytes(request.File, errors, out var bytes)
        )
        {
            return ExitCodes.Refused;
        }

        var reading = PlanReader.Read(request.File, bytes, installation);
        foreach (var problem in reading.Problems)
        {
            await errors.WriteLineAsync(problem.ToString().AsMemory(), cancellation);
        }

        if (!reading.IsAccepted)
        {
            return ExitCodes.Refused;
        }

        var now = Instant.From(TimeProvider.System.GetUtcNow());
        var demand = installation?.Environments.GetValueOrDefault(reading.Plan.Environment)?.Approval;
        var (stage, refusal) = Simulation.Open(
            reading.Plan,
            new VersionName(request.Version),
            demand,
            request.Script,
            PlanExplanation.CountsOneRoute(reading.Plan, installation),
            now
        );
        if (stage is null)
        {
            await errors.WriteLineAsync($"{refusal!.Code}: {refusal.Message}".AsMemory(), cancellation);
            return ExitCodes.Refused;
        }

        return await PlayAsync(stage, now, request.Speed, output, cancellation);
    }

    private static async Task<int> PlayAsync(
        Simulation stage,
        Instant now,
        double speed,
        TextWriter output,
        CancellationToken cancellation
    )
    {
        var end = now + Longest;
        var writer = new TimelineWriter();
        while (!stage.State.IsFinal && now < end)
        {
            stage.Play(now);
            foreach (var recorded in stage.Happened)
            {
                await output.WriteLineAsync(writer.Tell(recorded).AsMemory(), cancellation);
            }

            stage.Happened.Clear();
            now += Beat;
            if (speed > 0)
            {
                await Task.Delay(Beat / speed, TimeProvider.System, cancellation);
            }
        }

        return stage.State.IsFinal ? ExitCodes.Succeeded : ExitCodes.Refused;
    }

    private sealed record Request(string File, FileInfo? Installation, Script Script, string Version, double Speed);
}
