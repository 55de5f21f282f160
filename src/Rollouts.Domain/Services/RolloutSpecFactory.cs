using System.Text.RegularExpressions;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Courses;
using Rollouts.Domain.Rollouts;

namespace Rollouts.Domain.Services;

/// <summary>Builds the spec of a new rollout, with the candidate and the stable backend of each target.</summary>
internal static partial class RolloutSpecFactory
{
    /// <summary>The spec, or the reason why there can be none.</summary>
    public sealed record Result(RolloutSpec? Spec, ServiceDecision.Refused? Refusal);

    /// <summary>The stable backends that the routers show, for targets without a known one.</summary>
    public static ValueList<StableBackend> Adopt(Service state, StartRequest request) =>
        request
            .Targets.Where(target => state.StableOn(target.Name) is null && target.SeenStable is not null)
            .Select(target => new StableBackend(target.Name, target.SeenStable!.Value, Version: null))
            .ToValueList();

    /// <param name="retried">The spec that a retry starts from; null for a start.</param>
    public static Result TermsOf(Service state, StartRequest request, RolloutSpec? retried)
    {
        List<TargetSpec> targets = [];
        for (var wave = 0; wave < request.Plan.Waves.Count; wave++)
        {
            foreach (var target in request.Plan.Waves[wave].Targets)
            {
                if (state.StableOn(target.Name) is not { } stable)
                {
                    return Refuse(
                        "service.stable-unknown",
                        request.Plan.Backends is Backends.Slots
                            ? $"the stable backend of '{target.Name}' is not known; give one of them all of "
                                + "the traffic on the router"
                            : $"the stable backend of '{target.Name}' is not known; say which one has all of "
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

                if (!TryName(request.Plan, request.Version, target, candidate, out var deployment, out refusal))
                {
                    return new Result(null, refusal);
                }

                var traits = request.Targets.First(known => known.Name == target.Name);
                targets.Add(
                    new TargetSpec
                    {
                        Name = target.Name,
                        Wave = wave,
                        Candidate = candidate,
                        Stable = stable.Backend,
                        StableVersion = stable.Version,
                        ReadsBack = traits.ReadsBack,
                        AddsBackend = request.Plan.Backends is Backends.Versioned && traits.AddsBackends,
                        Deployment = deployment,
                        Distribution = traits.Distribution,
                    }
                );
            }
        }

        var fresh = new RolloutSpec
        {
            Id = request.Id,
            Version = request.Version,
            Plan = request.Plan,
            Steps = Compiler.Compile(request.Plan, request.Demand),
            PlanHash = request.PlanHash,
            Targets = targets.ToValueList(),
            Authors = Author.Union(request.CommitAuthors, [Author.Of(request.By)]),
            HasUnknownAuthor = request.HasUnknownAuthor || request.CommitAuthors.Any(author => author.Id is null),
            Provenance = request.Provenance,
            Share = Plans.Checks.ShareChecks.Of(request.Plan, request.Targets.All(target => target.CountsOneRoute)),
        };

        // A retry repeats the old release, so it inherits everything that is not set here.
        var terms = retried is null
            ? fresh
            : retried with
            {
                Id = fresh.Id,
                Steps = fresh.Steps,
                PlanHash = fresh.PlanHash,
                Targets = fresh.Targets,
                RetryOf = retried.Id,
                ReturnOf = null,
            };
        return new Result(WithAuthors(terms, fresh, state.AuthorsOf(request.Version)), Refusal: null);
    }

    // The authors of a version count in each of its rollouts, so they accumulate over starts and retries.
    private static RolloutSpec WithAuthors(RolloutSpec terms, RolloutSpec fresh, VersionAuthors? before) =>
        terms with
        {
            Authors = Author.Union(before?.Authors ?? [], Author.Union(terms.Authors, fresh.Authors)),
            HasUnknownAuthor = before?.HasUnknownAuthor == true || terms.HasUnknownAuthor || fresh.HasUnknownAuthor,
        };

    /// <summary>
    /// The targets of a waiting rollout for the backends that are stable now, or the reason why it cannot start any
    /// more.
    /// </summary>
    public static (ValueList<TargetSpec> Targets, ServiceDecision.Refused? Refusal) TargetsNow(
        Service state,
        RolloutSpec terms
    )
    {
        List<TargetSpec> targets = [];
        foreach (var known in terms.Targets)
        {
            var target = terms.Plan.Targets.First(planned => planned.Name == known.Name);
            if (state.StableOn(known.Name) is not { } stable)
            {
                targets.Add(known);
            }
            else if (
                CandidateOf(terms.Plan, terms.Version, target, stable.Backend, out var refusal) is { } candidate
                && TryName(terms.Plan, terms.Version, target, candidate, out var deployment, out refusal)
            )
            {
                targets.Add(
                    known with
                    {
                        Candidate = candidate,
                        Stable = stable.Backend,
                        StableVersion = stable.Version,
                        Deployment = deployment,
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

    /// <summary>One shift to the previous stable backend, without any wait, because a return is urgent.</summary>
    public static RolloutSpec ReturnTerms(Service state, RolloutSpec succeeded, Success last, RolloutId id, Actor by)
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
                    Deployment = null,
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
            PlanHash = null,
            Steps = new StepProgram([new Instruction.Shift(Weight.Full, PlanDefaults.ShiftWithin, path)]),
            Targets = targets,
            Share = null,
            Authors = [Author.Of(by)],
            RetryOf = null,
            ReturnOf = succeeded.Id,
            Provenance = null,
        };
    }

    // If the version of the old backend is not known, the name of the backend stands in for it.
    private static VersionName VersionBefore(Success last, TargetSpec target) =>
        last.Before.First(stable => stable.Target == target.Name).Version ?? new VersionName(target.Candidate.Value);

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
                return Named(
                    Fill(versioned.Template, plan, version, target, backend: null),
                    target,
                    stable,
                    out refusal
                );
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

    /// <summary>
    /// Names the Deployment behind a candidate: null if the plan does not ask for one. Returns false for an invalid
    /// name.
    /// </summary>
    private static bool TryName(
        Plan plan,
        VersionName version,
        Target target,
        BackendName candidate,
        out string? deployment,
        out ServiceDecision.Refused? refusal
    )
    {
        deployment = plan.Backends.Deployments is { } template
            ? Fill(template, plan, version, target, candidate)
            : null;
        refusal =
            deployment is null || DeploymentName().IsMatch(deployment)
                ? null
                : new ServiceDecision.Refused(
                    "service.deployment-name",
                    $"'{deployment}' can be no Deployment: its name has small letters, digits, '-' and '.'"
                );
        return refusal is null;
    }

    private static string Fill(string template, Plan plan, VersionName version, Target target, BackendName? backend) =>
        Template.Expand(
            template,
            name =>
                name switch
                {
                    "version" => version.Value,
                    "service" => plan.Service.Value,
                    "environment" => plan.Environment.Value,
                    "target" => target.Name.Value,
                    "backend" => backend?.Value,
                    _ => target.Variables.FirstOrDefault(variable => variable.Name == name)?.Value,
                },
            (_, value) => value
        );

    // A subdomain of DNS (RFC 1123), as Kubernetes demands of the names of its objects.
    [GeneratedRegex(
        @"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\z",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex DeploymentName();

    private static Result Refuse(string code, string message) => new(null, new ServiceDecision.Refused(code, message));
}
