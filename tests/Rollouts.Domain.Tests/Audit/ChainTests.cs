using System.Security.Cryptography;
using Rollouts.Domain.Audit;

namespace Rollouts.Domain.Tests.Audit;

/// <summary>Whatever is done to a log afterwards, it shows.</summary>
public sealed class ChainTests
{
    private static readonly Instant Noon = new(1_000_000);

    private static readonly List<ChainedEntry> Whole = Stream("a", 5);

    [Fact]
    public void A_stream_that_nobody_touched_is_intact()
    {
        var verdict = Assert.IsType<ChainVerdict.Intact>(Chain.Verify("a", Whole));

        Assert.Equal(new Head("a", 5, Whole[^1].Hash), verdict.Head);
    }

    [Fact]
    public void A_changed_record_shows()
    {
        Assert.All(
            [
                Changed(entry => entry with { Reason = "another" }),
                Changed(entry => entry with { At = Noon + TimeSpan.FromSeconds(9) }),
                Changed(entry => entry with { By = "{\"name\":\"mallory\"}" }),
                Changed(entry => entry with { Event = "x.v2" }),
                Changed(entry => entry with { Cause = "time" }),
                Changed(entry => entry with { CauseKey = "k" }),
                Changed(entry => entry with { Data = "{\"n\":7}" }),
            ],
            stream => Assert.Equal(new ChainVerdict.Changed(3), Chain.Verify("a", stream))
        );
    }

    [Fact]
    public void A_changed_record_with_its_own_hash_made_anew_shows_at_the_next()
    {
        var forged = Whole[2].Entry with { Reason = "another" };
        List<ChainedEntry> stream = [.. Whole];
        stream[2] = new ChainedEntry(forged, Chain.Next(Whole[1].Hash, forged));

        Assert.Equal(new ChainVerdict.Changed(4), Chain.Verify("a", stream));
    }

    [Fact]
    public void A_dropped_record_shows() =>
        Assert.Equal(new ChainVerdict.OutOfOrder(3, "a", 4), Chain.Verify("a", Whole.Where((_, i) => i != 2)));

    [Fact]
    public void A_reordered_record_shows() =>
        Assert.Equal(
            new ChainVerdict.OutOfOrder(2, "a", 3),
            Chain.Verify("a", [Whole[0], Whole[2], Whole[1], Whole[3], Whole[4]])
        );

    [Fact]
    public void A_record_of_another_stream_shows() =>
        Assert.IsType<ChainVerdict.OutOfOrder>(Chain.Verify("a", [Whole[0], Stream("b", 2)[1]]));

    [Fact]
    public void A_cut_tail_shows_against_a_head_that_was_kept()
    {
        Assert.IsType<ChainVerdict.Intact>(Chain.Verify("a", Whole.Take(3)));

        Assert.Equal(new ChainVerdict.Truncated(3, 5), Chain.Verify("a", Whole.Take(3), HeadOf(Whole)));
    }

    [Fact]
    public void A_stream_that_was_written_anew_shows_against_a_head_that_was_kept() =>
        Assert.Equal(new ChainVerdict.Replaced(5), Chain.Verify("a", Stream("a", 6, reason: "forged"), HeadOf(Whole)));

    [Fact]
    public void A_stream_that_has_grown_since_is_intact() =>
        Assert.IsType<ChainVerdict.Intact>(Chain.Verify("a", Stream("a", 9), HeadOf(Whole)));

    [Fact]
    public void A_cut_tail_and_a_dropped_stream_show_against_a_signed_list_of_heads()
    {
        using var seal = new TestSeal();
        var log = new Dictionary<string, List<ChainedEntry>>(StringComparer.Ordinal)
        {
            ["a"] = Stream("a", 5),
            ["b"] = Stream("b", 3),
            ["c"] = Stream("c", 2),
        };
        var checkpoint = Checkpoint.Of(Noon, log.Select(stream => HeadOf(stream.Value)), seal);
        Assert.Empty(checkpoint.Compare(name => log[name]));

        log["a"].RemoveAt(4);
        log.Remove("c");

        Assert.True(checkpoint.IsGenuine(seal));
        Assert.Equal(
            [("a", new ChainVerdict.Truncated(4, 5)), ("c", new ChainVerdict.Truncated(0, 2))],
            checkpoint
                .Compare(name => log.GetValueOrDefault(name) ?? [])
                .Select(wrong => (wrong.Head.Stream, wrong.Verdict))
        );
    }

    [Fact]
    public void A_list_of_heads_that_was_changed_is_not_genuine()
    {
        using var seal = new TestSeal();
        var checkpoint = Checkpoint.Of(Noon, [HeadOf(Whole), new Head("b", 1, Whole[0].Hash)], seal);

        Assert.False((checkpoint with { Heads = [checkpoint.Heads[0]] }).IsGenuine(seal));
        Assert.False((checkpoint with { At = Noon + TimeSpan.FromSeconds(1) }).IsGenuine(seal));
        Assert.True(checkpoint.IsGenuine(seal));
    }

    [Fact]
    public void It_is_what_a_document_says_that_is_hashed_and_not_how_it_is_laid_out()
    {
        var entry = Whole[0].Entry;

        Assert.Equal(
            Chain.Next(Hash.Beginning, entry with { Data = "{\"a\":1,\"b\":[1,2]}" }),
            Chain.Next(Hash.Beginning, entry with { Data = "{ \"b\" : [1, 2],\n \"a\" : 1 }" })
        );
    }

    [Fact]
    public void A_line_reads_back_as_it_was_written() =>
        Assert.All(Whole, entry => Assert.Equal(entry, EntryLines.Read(EntryLines.Write(entry))));

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"stream\":5}")]
    public void A_line_that_is_none_is_not_read(string line) => Assert.Null(EntryLines.Read(line));

    private static Head HeadOf(List<ChainedEntry> stream) => new(stream[0].Entry.Stream, stream.Count, stream[^1].Hash);

    private static List<ChainedEntry> Changed(Func<Entry, Entry> change)
    {
        List<ChainedEntry> stream = [.. Whole];
        stream[2] = stream[2] with { Entry = change(stream[2].Entry) };
        return stream;
    }

    private static List<ChainedEntry> Stream(string name, int length, string reason = "because") =>
        Chain
            .Link(
                Hash.Beginning,
                Enumerable
                    .Range(1, length)
                    .Select(i => new Entry(
                        name,
                        i,
                        "x.v1",
                        Noon,
                        "{\"name\":\"alice\"}",
                        "start",
                        null,
                        reason,
                        $$"""{"n":{{i}}}"""
                    ))
            )
            .ToList();

    private sealed class TestSeal : ISeal, IDisposable
    {
        private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        public string Seal(ReadOnlySpan<byte> content) =>
            Convert.ToBase64String(_key.SignData(content, HashAlgorithmName.SHA256));

        public bool IsGenuine(ReadOnlySpan<byte> content, string seal) =>
            _key.VerifyData(content, Convert.FromBase64String(seal), HashAlgorithmName.SHA256);

        public void Dispose() => _key.Dispose();
    }
}
