using Ctre;
using Ctre.Data;

LoadedData flowers = DataSource.Load("flowers.csv", new DataSourceOptions { Label = "species" });
SparseModel model = SparseModel.Train(flowers, new Recipe { Hidden = [100, 100], Epochs = 50 });
model.Save("flowers.safetensors");
Console.WriteLine(SparseModel.Load("flowers.safetensors").Predict([5.1f, 3.5f, 1.4f, 0.2f]).Label);
