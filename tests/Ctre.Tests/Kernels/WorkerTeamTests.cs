using Ctre.Kernels;

namespace Ctre.Tests.Kernels;

public sealed class WorkerTeamTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Every_worker_does_its_share_once_per_run(int workers)
    {
        using var team = new WorkerTeam(workers);
        var done = new int[workers];
        for (int run = 1; run <= 300; run++)
        {
            if (run % 100 == 0) Thread.Sleep(20); // let the workers fall asleep
            team.Run(worker => done[worker]++, run % 3 == 0 ? 1 : long.MaxValue);
            Assert.All(done, count => Assert.Equal(run, count));
        }
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 0)]
    [InlineData(2, 1)]
    public void A_failure_reaches_the_caller_as_it_was_and_the_team_goes_on(int workers, int failing)
    {
        using var team = new WorkerTeam(workers);
        InputException thrown = Assert.Throws<InputException>(() => team.Run(worker =>
        {
            if (worker == failing) throw new InputException("no");
        }));
        Assert.Equal("no", thrown.Message);
        var done = new int[workers];
        team.Run(worker => done[worker]++);
        Assert.All(done, count => Assert.Equal(1, count));
    }

    [Fact]
    public void A_team_needs_a_worker() => Assert.Throws<ArgumentOutOfRangeException>(() => new WorkerTeam(0));
}
