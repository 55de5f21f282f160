using Rollouts.Integrations.Metrics.Prometheus;

namespace Rollouts.Integrations.Tests.Metrics.Prometheus;

public sealed class LabelSetTests
{
    // Stored with what was counted: another number for the same series would count all of it once more.
    [Fact]
    public void A_series_is_known_by_the_same_number_for_ever()
    {
        var series = new PrometheusSeries(Of(("__name__", "requests_total"), ("app", "é"), ("le", "0.5")), []);

        Assert.Equal(HashOf("__name__\0requests_total\0app\0é\0le\00.5\0"), series.Identity);
        Assert.Equal(HashOf("__name__\0requests_total\0app\0é\0"), series.HistogramIdentity);
        Assert.Equal(HashOf(""), series.Process);
    }

    [Fact]
    public void The_order_in_which_labels_come_is_no_part_of_them()
    {
        var (one, other) = (Of(("b", "2"), ("a", "1")), Of(("a", "1"), ("b", "2")));

        Assert.Equal(one.Hash(_ => true), other.Hash(_ => true));
        Assert.Equal(("1", "2", null), (one["a"], one["b"], one["c"]));
    }

    [Fact]
    public void Of_two_labels_with_one_name_the_last_counts() => Assert.Equal("2", Of(("a", "1"), ("a", "2"))["a"]);

    [Fact]
    public void Long_labels_are_hashed_whole()
    {
        var text = new string('x', 5_000);

        Assert.Equal(HashOf($"a\0{text}\0"), Of(("a", text)).Hash(_ => true));
    }

    private static LabelSet Of(params (string Name, string Value)[] labels) =>
        new(labels.Select(label => KeyValuePair.Create(label.Name, label.Value)));

    private static ulong HashOf(string text) =>
        System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(
            System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text))
        );
}
