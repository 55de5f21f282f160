using System.Text;
using Rollouts.Analysis.Power;
using Rollouts.Domain.Connections;
using Rollouts.Domain.Rollouts.Judging;
using Rollouts.Engine.Overload;
using Rollouts.Integrations.PlanLanguage;

namespace Rollouts.Engine.PlanRehearsals;

/// <summary>A plan that is ready to be rehearsed, or the problems of its text.</summary>
public sealed class PlanRehearsal
{
    /// <summary>About the work of one core in 10 s. Ordinary plans need a third of it.</summary>
    private const double MostAtOnce = 16e6;

    private readonly Rehearsals.Prepared? _prepared;
    private readonly RehearsedTraffic _traffic;
    private readonly uint _seed;

    private PlanRehearsal(RehearsalBody body, PlanReading reading, Installation installation)
    {
        Problems = reading.Problems;
        _seed = body.Seed;
        _traffic = new RehearsedTraffic(
            body.RequestsPerSecond,
            body.FailureRate,
            body.SlowRate ?? RehearsedTraffic.UsualSlowRate
        );
        if (reading.IsAccepted)
        {
            _prepared = Rehearsals.Of(reading.Plan, PlanExplanation.CountsOneRoute(reading.Plan, installation));
        }
    }

    public ValueList<PlanProblem> Problems { get; }

    /// <summary>Whether the plan is small enough to be rehearsed while its caller waits.</summary>
    public bool IsShort => Rehearsal.WorkOf(Prepared.Plan) <= MostAtOnce;

    /// <summary>True if the text holds a plan.</summary>
    public bool IsAccepted => _prepared is not null;

    private Rehearsals.Prepared Prepared =>
        _prepared ?? throw new InvalidOperationException("A plan that is not accepted cannot be rehearsed.");

    public static PlanRehearsal Prepare(RehearsalBody body, Installation installation) =>
        new(body, PlanReader.Read("plan", Encoding.UTF8.GetBytes(body.Plan), installation), installation);

    /// <summary>Rehearses the plan with the lowest priority.</summary>
    /// <param name="onPath">Called before each simulated release.</param>
    public async Task<RehearsalView> PlayAsync(CancellationToken cancellation, Action? onPath = null)
    {
        var report = await LowPriority.RunAsync(
            "rehearsal",
            () =>
                Rehearsal.Assess(
                    Prepared.Plan,
                    _traffic,
                    seed: _seed,
                    onPath: () =>
                    {
                        cancellation.ThrowIfCancellationRequested();
                        onPath?.Invoke();
                    }
                )
        );
        return RehearsalView.Of(Prepared.Plan, report, Prepared.LeftOut);
    }
}
