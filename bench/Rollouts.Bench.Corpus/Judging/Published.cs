using System.Text;
using Rollouts.Domain;
using Rollouts.Domain.Names;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Courses;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Services;
using Rollouts.Integrations.InstallationFiles;
using Rollouts.Integrations.PlanLanguage;
using Rollouts.Testing;

namespace Rollouts.Bench.Corpus.Judging;

/// <summary>The plan of the corpus, read, reviewed and compiled as the one of a service.</summary>
internal static class Published
{
    public static readonly Actor Pipeline = new(
        ActorKind.Pipeline,
        ActorId.OfLocalUser("ci"),
        "ci",
        [],
        IsAdministrator: false
    );

    /// <summary>The specification of a rollout of the published plan.</summary>
    /// <param name="byRoute">Whether failures are judged by route, too; otherwise that line of the plan is left out.</param>
    public static RolloutSpec Spec(bool byRoute = true)
    {
        const string Name = "plan.yaml";
        IEnumerable<string> lines = File.ReadLines(PathOf(Name)).Where(line => byRoute || line.Trim() != "by: route");
        byte[] file = Encoding.UTF8.GetBytes(string.Join('\n', lines));
        var installation = InstallationReader.Read("installation.yaml", Bytes("installation.yaml")).Installation;
        PlanReading reading = PlanReader.Read(Name, file, installation);
        if (!reading.IsAccepted)
        {
            throw new InvalidOperationException(string.Join("; ", reading.Problems));
        }

        Plan plan = reading.Plan;
        var request = new StartRequest
        {
            Id = new RolloutId(Guid.Parse("11111111-1111-1111-1111-111111111111")),
            Version = new VersionName("v2"),
            Plan = plan,
            Targets = plan
                .Targets.Select(target => new TargetRequest(
                    target.Name,
                    ReadsBack: true,
                    AddsBackends: false,
                    ((Backends.Slots)plan.Backends).First
                ))
                .ToValueList(),
            By = Pipeline,
        };
        var service = new Service { Name = plan.Service, Environment = plan.Environment };
        return ((ServiceDecision.Accepted)ServiceDecider.Start(service, request)).Opens!;
    }

    /// <summary>The candidate's share in each tick, where no step waits for longer than it must.</summary>
    public static double[] Shares(RolloutSpec spec, double tickSeconds)
    {
        List<double> shares = [];
        double share = 0;
        foreach (Instruction instruction in spec.Steps.Instructions)
        {
            share = instruction is Instruction.Shift shift ? (double)shift.To.BasisPoints / Weight.All : share;
            TimeSpan time = instruction switch
            {
                Instruction.Hold hold => hold.For,
                Instruction.Verify verify => verify.AtLeast,
                _ => TimeSpan.Zero,
            };
            shares.AddRange(Enumerable.Repeat(share, (int)(time.TotalSeconds / tickSeconds)));
        }

        return [.. shares];
    }

    public static string PathOf(params string[] parts) =>
        Repository.PathOf(["bench", "Rollouts.Bench.Corpus", .. parts]);

    private static byte[] Bytes(string file) => File.ReadAllBytes(PathOf(file));
}
