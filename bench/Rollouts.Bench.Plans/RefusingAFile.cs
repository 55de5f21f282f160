using System.Text;
using BenchmarkDotNet.Attributes;
using Rollouts.Integrations.PlanLanguage;

namespace Rollouts.Bench.Plans;

/// <summary>Files that were made to cost time or memory.</summary>
[MemoryDiagnoser]
[ShortRunJob]
public class RefusingAFile
{
    private const int LargestRead = 500 * 1024;

    private readonly Dictionary<string, byte[]> _files = new(StringComparer.Ordinal)
    {
        ["5 MB text"] = Encoding.UTF8.GetBytes("a: " + new string('x', 5_000_000)),
        ["5 MB anchors"] = Repeated("a: &a [x, x, x]\n", 5_000_000),
        ["brackets"] = Repeated("[", LargestRead),
        ["dashes"] = Repeated("- ", LargestRead),
        ["unknown keys"] = Numbered("k", ": 1\n"),
        ["a long key"] = Encoding.UTF8.GetBytes(new string('k', LargestRead - 10) + ": 1"),
        ["an open string"] = Encoding.UTF8.GetBytes("a: \"" + new string('x', LargestRead - 10)),
        ["quotes"] = Repeated("\"\\\"", LargestRead),
        ["a selector"] = Encoding.UTF8.GetBytes(
            "service: a\nenvironment: b\ntarget: { route: c }\nbackends: { slots: [d, e] }\n"
                + "strategy: { canary: { steps: [5%] } }\nchecks:\n  - name: f\n    counts: { total: '"
                + "x{a=\""
                + new string('y', 3900)
                + "', bad: z }\n    judge: { sequential: {} }\n"
        ),
    };

    public IEnumerable<string> Names => _files.Keys;

    [ParamsSource(nameof(Names))]
    public string File { get; set; } = "";

    [Benchmark]
    public int Refuse() => PlanReader.Read("plan.yaml", _files[File], installation: null).Problems.Count;

    private static byte[] Repeated(string text, int bytes) =>
        Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(text, bytes / text.Length)));

    private static byte[] Numbered(string start, string end) =>
        Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 40_000).Select(i => start + i + end)));
}
