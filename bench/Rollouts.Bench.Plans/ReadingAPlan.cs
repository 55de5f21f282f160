using BenchmarkDotNet.Attributes;
using Rollouts.Domain.Connections;
using Rollouts.Domain.Plans.Courses;
using Rollouts.Integrations.InstallationFiles;
using Rollouts.Integrations.PlanLanguage;
using Rollouts.Testing;
using YamlDotNet.Core;

namespace Rollouts.Bench.Plans;

/// <summary>
/// From bytes to a course that may run: parsed, read, reviewed, compiled. The reference is YamlDotNet parsing the
/// same file into events and doing nothing with them.
/// </summary>
[MemoryDiagnoser]
[ShortRunJob]
public class ReadingAPlan
{
    private byte[] _bytes = [];
    private string _text = "";
    private Installation? _installation;

    [GlobalSetup]
    public void Setup()
    {
        _bytes = File.ReadAllBytes(Repository.PathOf("examples", "checkout-full.yaml"));
        _text = File.ReadAllText(Repository.PathOf("examples", "checkout-full.yaml"));
        var installation = File.ReadAllBytes(Repository.PathOf("examples", "installation.yaml"));
        _installation = InstallationReader.Read("installation.yaml", installation).Installation;
    }

    [Benchmark(Baseline = true, Description = "YamlDotNet, events only")]
    public int EventsOnly()
    {
        var parser = new Parser(new Scanner(new StringReader(_text)));
        var events = 0;
        while (parser.MoveNext())
        {
            events++;
        }

        return events;
    }

    [Benchmark(Description = "read, review and compile the full plan")]
    public StepProgram FullPlan()
    {
        var reading = PlanReader.Read("checkout-full.yaml", _bytes, _installation);
        return reading.IsAccepted ? Compiler.Compile(reading.Plan) : throw new InvalidOperationException("refused");
    }
}
