namespace Ctre.Tests.Data.Formats.Fuzzing;

public sealed class TableFuzzTests
{
    public const string Quoted = "a;\"b \"\"q\"\"\";class\r\n1.5;-2e3;\"x;y\"\r\n3;4;z\r\n\"5\";6;\"line\nbreak\"\r\n\r\n";

    [Fact]
    public void Damaged_tables_are_read_or_refused() => Fuzz.Try(
        "csv",
        FuzzSeed.File("quoted.csv", Quoted),
        FuzzSeed.File("plain.csv", "1,2.5,0\n3,-4,1\n5e1,6,0\n7,8,1\n"),
        FuzzSeed.File("tabs.tsv", "x\ty\tlabel\n1\t2\ta\n3\t4\tb\n5\t6\tä\n"),
        FuzzSeed.File("categories.csv", "id,color,size,class\n1,red,?,yes\n2,,3.0,no\n3,dark blue,NA,yes\n4,red,5,no\n"),
        FuzzSeed.Folder(("s_train.csv", "a,b,class\n1,x,p\n2,y,q\n3,x,p\n"), ("s_test.csv", "b,class,a\ny,p,1\nz,q,\n")),
        FuzzSeed.File("blanks.txt", "1 2  3 0\n 4\t5 6 1\n7 8 9 0 \n"),
        FuzzSeed.File("counts.csv",
            string.Concat(Enumerable.Range(0, 20).Select(row => $"{row % 2},0,0,0,0,0,0,0,0,0,0,0,{row},c{row % 3}\n"))));
}
