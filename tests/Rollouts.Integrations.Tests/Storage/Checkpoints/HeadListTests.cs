using Rollouts.Domain.Audit;
using Rollouts.Storage.Checkpoints;

namespace Rollouts.Integrations.Tests.Storage.Checkpoints;

public sealed class HeadListTests
{
    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[null]")]
    [InlineData("[{}]")]
    [InlineData("""[{"stream":null,"version":1,"hash":"00"}]""")]
    [InlineData("""[{"stream":"a","version":1}]""")]
    [InlineData("""[{"stream":"a","version":"1","hash":"00"},""")]
    public void A_damaged_list_reads_as_a_list_without_heads(string damaged) => Assert.Empty(HeadList.Read(damaged));

    [Fact]
    public void What_was_written_is_read()
    {
        ValueList<Head> heads = [new("service/prod/checkout", 3, Hash.Beginning)];

        Assert.Equal(heads, HeadList.Read(HeadList.Write(heads)));
    }
}
