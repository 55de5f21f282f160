using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Domain.Tests.Rollouts;

/// <summary>Failed calls of a router.</summary>
internal static class Failing
{
    public static Observation.RouterFailed Read(TargetName target, string error) =>
        new(target, RouterDirection.Read, RouterFailureKind.Unreachable, error);

    public static Observation.RouterFailed Write(TargetName target, string error) =>
        new(target, RouterDirection.Write, RouterFailureKind.Denied, error);
}
