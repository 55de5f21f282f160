using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Courses;
using Rollouts.Domain.Rollouts;

namespace Rollouts.Domain.Tests.Rollouts;

/// <summary>Rollouts where a test does not care which.</summary>
internal static class Known
{
    public static readonly RolloutId Id = new(Guid.Parse("11111111-1111-1111-1111-111111111111"));

    public static readonly RolloutId Newer = new(Guid.Parse("22222222-2222-2222-2222-222222222222"));

    public static RolloutSpec TermsOf(Plan plan, bool readsBack = true) =>
        new()
        {
            Id = Id,
            Version = new VersionName("v2"),
            Plan = plan,
            Steps = Compiler.Compile(plan),
            Targets = plan
                .Waves.SelectMany(
                    (wave, i) =>
                        wave.Targets.Select(target => new TargetSpec
                        {
                            Name = target.Name,
                            Wave = i,
                            Candidate = new BackendName("green"),
                            Stable = new BackendName("blue"),
                            StableVersion = new VersionName("v1"),
                            ReadsBack = readsBack,
                        })
                )
                .ToValueList(),
            Authors = [Author.Of(Actors.Carol), Author.Of(Actors.Pipeline)],
        };

    /// <summary>The same targets after what was new has become stable.</summary>
    public static ValueList<TargetSpec> Swapped(ValueList<TargetSpec> targets) =>
        targets
            .Select(target =>
                target with
                {
                    Candidate = target.Stable,
                    Stable = target.Candidate,
                    StableVersion = null,
                }
            )
            .ToValueList();
}
