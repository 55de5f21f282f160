using System.Globalization;
using Rollouts.Vectors.Peers;

namespace Rollouts.Bench.Detection;

/// <summary>How numbers look in the tables.</summary>
internal static class Table
{
    private const string Loses = " †";

    /// <summary>A difference that another seed might turn round.</summary>
    private const double Noise = 0.03;

    /// <summary>What is failing, from the baseline's rate to the candidate's.</summary>
    public static (double From, double To)[] Changes { get; } = [(0.001, 0.01), (0.001, 0.05), (0.01, 0.02), (0, 1)];

    public static double[] Paces { get; } = [1, 10, 100, 1000];

    public static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    public static string Percent(int count, int runs) => Text($"{100.0 * count / runs:0.##} %");

    public static string Percent(double share) => share is > 0 and < 0.0005 ? "0 %" : Text($"{100 * share:0.#} %");

    public static string Change((double From, double To) change) =>
        Text($"{100 * change.From:0.#} to {100 * change.To:0.#} %");

    /// <summary>The cells of a row; where a peer does better than ours, ours says so.</summary>
    public static string Cells(Caught[] peers, Caught[] ours)
    {
        double surest = peers.Max(peer => peer.Share);
        double cheapest = peers.Min(peer => peer.Failed);
        return string.Join(
            " | ",
            peers.Select(Cell).Concat(ours.Select(our => IsWorse(our) ? Cell(our) + Loses : Cell(our)))
        );

        bool IsWorse(Caught our) => our.Share < surest - Noise || our.Failed > cheapest * (1 + Noise);
    }

    private static string Cell(Caught found)
    {
        string time = found.Share < 0.0005 ? "-" : Text($"{found.Seconds:N0} s");
        string failed = found.Failed < 20 ? Text($"{found.Failed:0.0}") : Text($"{found.Failed:N0}");
        return $"{Percent(found.Share)}, {time}, {failed}";
    }
}
