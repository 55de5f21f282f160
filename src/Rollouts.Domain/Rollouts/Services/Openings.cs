using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Courses;

namespace Rollouts.Domain.Rollouts.Services;

/// <summary>Writes the terms of a new rollout: which backend is the new one, which the old, on each target.</summary>
internal static class Openings
{
    /// <summary>Terms, or why there can be none.</summary>
    public sealed record Result(Terms? Terms, ServiceDecision.Refused? Refusal);

    /// <summary>What the routers show, for targets of which nothing was known.</summary>
    public static ValueList<StableBackend> Adopt(Service state, StartRequest request) =>
        request
            .Targets.Where(target => state.StableOn(target.Name) is null && target.SeenStable is not null)
            .Select(target => new StableBackend(target.Name, target.SeenStable!.Value, Version: null))
            .ToValueList();

    /// <param name="retried">The terms that a retry starts from; null for a start.</param>
    public static Result TermsOf(Service state, StartRequest request, Terms? retried)
    {
        List<TargetTerms> targets = [];
        for (var wave = 0; wave < request.Plan.Waves.Count; wave++)
        {
            foreach (var target in request.Plan.Waves[wave].Targets)
            {
                if (state.StableOn(target.Name) is not { } stable)
                {
                    return Refuse(
                        "service.stable-unknown",
                        request.Plan.Backends is Backends.Slots
                            ? $"nobody knows which backend of '{target.Name}' is stable now; give one of them all of "
                                + "the traffic on the router"
                            : $"nobody knows which backend of '{target.Name}' is stable now; say which one has all of "
                                + "the traffic, as 'stable' or with --stable"
                    );
                }

                if (
                    CandidateOf(request.Plan, request.Version, target, stable.Backend, out var refusal)
                    is not { } candidate
                )
                {
                    return new Result(null, refusal);
                }

                var traits = request.Targets.First(known => known.Name == target.Name);
                targets.Add(
                    new TargetTerms
                    {
                        Name = target.Name,
                        Wave = wave,
                        Candidate = candidate,
                        Stable = stable.Backend,
                        StableVersion = stable.Version,
                        ReadsBack = traits.ReadsBack,
                        AddsBackend = request.Plan.Backends is Backends.Versioned && traits.AddsBackends,
                    }
                );
            }
        }

        var fresh = new Terms
        {
            Id = request.Id,
            Version = request.Version,
            Plan = request.Plan,
            Course = Compiler.Compile(request.Plan),
            Targets = targets.ToValueList(),
            Authors = Author.Union(request.CommitAuthors, [Author.Of(request.By)]),
            HasUnknownAuthor = request.HasUnknownAuthor || request.CommitAuthors.Any(author => author.Id is null),
            Provenance = request.Provenance,
        };

        // A retry is the old release again: what is not named here is inherited.
        var terms = retried is null
            ? fresh
            : retried with
            {
                Id = fresh.Id,
                Course = fresh.Course,
                Targets = fresh.Targets,
                RetryOf = retried.Id,
                ReturnOf = null,
            };
        return new Result(WithAuthors(terms, fresh, state.AuthorsOf(request.Version)), Refusal: null);
    }

    // A version has its authors, whoever starts it and however often.
    private static Terms WithAuthors(Terms terms, Terms fresh, VersionAuthors? before) =>
        terms with
        {
            Authors = Author.Union(before?.Authors ?? [], Author.Union(terms.Authors, fresh.Authors)),
            HasUnknownAuthor = before?.HasUnknownAuthor == true || terms.HasUnknownAuthor || fresh.HasUnknownAuthor,
        };

    /// <summary>
    /// The targets of a rollout that waits, by what is stable now; or why it cannot go out any more.
    /// </summary>
    public static (ValueList<TargetTerms> Targets, ServiceDecision.Refused? Refusal) TargetsNow(
        Service state,
        Terms terms
    )
    {
        List<TargetTerms> targets = [];
        foreach (var known in terms.Targets)
        {
            var target = terms.Plan.Targets.First(planned => planned.Name == known.Name);
            if (state.StableOn(known.Name) is not { } stable)
            {
                targets.Add(known);
            }
            else if (CandidateOf(terms.Plan, terms.Version, target, stable.Backend, out var refusal) is { } candidate)
            {
                targets.Add(
                    known with
                    {
                        Candidate = candidate,
                        Stable = stable.Backend,
                        StableVersion = stable.Version,
                    }
                );
            }
            else
            {
                return (terms.Targets, refusal);
            }
        }

        return (targets.ToValueList(), null);
    }

    /// <summary>
    /// One shift to what was stable before, with nothing to wait for: whoever asks for it is in a hurry.
    /// </summary>
    public static Terms ReturnTerms(Service state, Terms succeeded, Success last, RolloutId id, Actor by)
    {
        var path = PlanPath.Root.Key("return");
        var targets = succeeded
            .Targets.Select(target =>
            {
                var before = last.Before.First(stable => stable.Target == target.Name);
                return target with
                {
                    Wave = 0,
                    Candidate = before.Backend,
                    Stable = state.StableOn(target.Name)!.Backend,
                    StableVersion = succeeded.Version,
                    AddsBackend = false,
                };
            })
            .ToValueList();
        return succeeded with
        {
            Id = id,
            Version = VersionBefore(last, targets[0]),
            Plan = succeeded.Plan with
            {
                Checks = [],
                Freezes = [],
                RollBackOn = RollBackOn.Nothing,
                Waves = [new Wave(succeeded.Plan.Targets.ToValueList())],
            },
            Course = new Course([new Instruction.Shift(Weight.Full, PlanDefaults.ShiftWithin, path)]),
            Targets = targets,
            Authors = [Author.Of(by)],
            RetryOf = null,
            ReturnOf = succeeded.Id,
            Provenance = null,
        };
    }

    // Where nobody ever said which version the old backend runs, its own name says most.
    private static VersionName VersionBefore(Success last, TargetTerms target) =>
        last.Before.First(stable => stable.Target == target.Name).Version ?? new VersionName(target.Candidate.Value);

    public static ValueList<StableBackend> StableAfter(Rollout rollout) =>
        rollout
            .Terms.Targets.Select(target => new StableBackend(target.Name, target.Candidate, rollout.Terms.Version))
            .ToValueList();

    private static BackendName? CandidateOf(
        Plan plan,
        VersionName version,
        Target target,
        BackendName stable,
        out ServiceDecision.Refused? refusal
    )
    {
        refusal = null;
        switch (plan.Backends)
        {
            case Backends.Slots slots when stable == slots.First:
                return slots.Second;
            case Backends.Slots slots when stable == slots.Second:
                return slots.First;
            case Backends.Slots slots:
                refusal = new ServiceDecision.Refused(
                    "service.stable-elsewhere",
                    $"'{stable}' is stable on '{target.Name}', and is none of the plan's slots ({slots.First}, "
                        + $"{slots.Second})"
                );
                return null;
            case Backends.Versioned versioned:
                return Named(Fill(versioned.Template, plan, version, target), target, stable, out refusal);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private static BackendName? Named(
        string name,
        Target target,
        BackendName stable,
        out ServiceDecision.Refused? refusal
    )
    {
        refusal =
            !HostileText.IsHarmless(name)
                ? new ServiceDecision.Refused("service.backend-name", $"'{name}' can be no backend: {HostileText.Rule}")
            : name == stable.Value
                ? new ServiceDecision.Refused(
                    "service.already-stable",
                    $"'{stable}' is stable on '{target.Name}' already"
                )
            : null;
        return refusal is null ? new BackendName(name) : null;
    }

    private static string Fill(string template, Plan plan, VersionName version, Target target) =>
        Template.Expand(
            template,
            name =>
                name switch
                {
                    "version" => version.Value,
                    "service" => plan.Service.Value,
                    "environment" => plan.Environment.Value,
                    "target" => target.Name.Value,
                    _ => target.Variables.FirstOrDefault(variable => variable.Name == name)?.Value,
                },
            (_, value) => value
        );

    private static Result Refuse(string code, string message) => new(null, new ServiceDecision.Refused(code, message));
}
