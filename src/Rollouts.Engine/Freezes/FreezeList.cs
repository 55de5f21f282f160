using Rollouts.Domain.Freezes;

namespace Rollouts.Engine.Freezes;

/// <summary>The freezes of an environment: those in its file, and those that were declared.</summary>
/// <param name="Written">The freezes in the file, each with whether it is in force.</param>
/// <param name="Declared">The declared freezes that have not ended.</param>
public sealed record FreezeList(
    EnvironmentName Environment,
    ValueList<(Freeze Freeze, bool IsInForce)> Written,
    ValueList<DeclaredFreeze> Declared,
    Instant Now
)
{
    public static async Task<FreezeList> ReadAsync(
        EnvironmentName environment,
        FreezeRepository declared,
        FreezesInForce inForce,
        Instant now,
        CancellationToken cancellation
    ) => Of(environment, await declared.ReadAsync(environment, now, cancellation), inForce, now);

    public static FreezeList Of(
        EnvironmentName environment,
        FreezeState declared,
        FreezesInForce inForce,
        Instant now
    ) =>
        new(
            environment,
            inForce.Written(environment).Select(freeze => (freeze, inForce.IsInForce(freeze, now))).ToValueList(),
            declared.Freezes.Where(freeze => !freeze.IsOver(now)).ToValueList(),
            now
        );
}
