using Rollouts.Domain.Plans;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Domain.Services;
using Rollouts.Domain.Tests.Plans;

namespace Rollouts.Domain.Tests.Rollouts.Services;

/// <summary>One service, and the decisions about its rollouts.</summary>
public abstract class ServiceTest
{
    private protected static readonly Plan Plan = Some.Canary(Some.Shift(50), Some.Hold(10), Some.Bake(0));

    private protected Service Service { get; set; } =
        new() { Name = new ServiceName("checkout"), Environment = new EnvironmentName("prod") };

    /// <summary>The code by which the last decision was refused; null if it was accepted.</summary>
    private protected string? Refusal { get; private set; }

    private protected static RolloutId Id(int number) => new(new Guid(number, 0, 0, new byte[8]));

    private protected static StartRequest Request(int number, Plan plan, string? seen, bool addsBackends) =>
        new()
        {
            Id = Id(number),
            Version = new VersionName($"v{number}"),
            Plan = plan,
            Targets =
            [
                new TargetRequest(
                    new TargetName("main"),
                    ReadsBack: true,
                    addsBackends,
                    seen is null ? null : new BackendName(seen)
                ),
            ],
            By = Actors.Pipeline,
        };

    private protected RolloutSpec? Start(
        int number,
        string? seen = "blue",
        Plan? plan = null,
        bool addsBackends = false
    ) => Take(ServiceDecider.Start(Service, Request(number, plan ?? Plan, seen, addsBackends)));

    private protected RolloutSpec? StartOnce(int number) =>
        Take(
            ServiceDecider.Start(
                Service,
                Request(number, Plan, "blue", addsBackends: false) with
                {
                    IsOncePerVersion = true,
                }
            )
        );

    private protected RolloutSpec? Retry(RolloutSpec old, int number, Status ended) =>
        Take(
            ServiceDecider.Retry(Service, old, number, ended, Request(90 + number, Plan, "blue", addsBackends: false))
        );

    private protected RolloutSpec? Return(RolloutSpec succeeded) =>
        Take(ServiceDecider.Return(Service, succeeded, Id(99), Actors.Alice, gone: []));

    private protected string? RefusalOfReturn(RolloutSpec succeeded, params string[] gone)
    {
        Take(
            ServiceDecider.Return(
                Service,
                succeeded,
                Id(98),
                Actors.Alice,
                gone.Select(name => new TargetName(name)).ToValueList()
            )
        );
        return Refusal;
    }

    private protected void Begin(RolloutSpec terms) => Take(ServiceDecider.Begin(Service, terms));

    private protected void End(RolloutSpec terms, Status status) =>
        Take(ServiceDecider.End(Service, Play.Of(terms).State with { Status = status }));

    private protected void Succeed(RolloutSpec terms)
    {
        Begin(terms);
        End(terms, new Status.Succeeded(Play.Noon, IsUnproven: false));
    }

    private protected RolloutSpec? Take(ServiceDecision decision)
    {
        Refusal = (decision as ServiceDecision.Refused)?.Code;
        if (decision is not ServiceDecision.Accepted accepted)
        {
            return null;
        }

        Service = accepted.State;
        return accepted.Opens;
    }
}
